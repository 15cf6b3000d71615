namespace Flywheel.Yaml;

/// <summary>A type that reads itself from a single value, e.g. an SQL expression that remembers its place.</summary>
/// <remarks>Leave the place out of the type's equality: the resolved strategy is printed and read back, and must be equal.</remarks>
public interface IFromScalar<TSelf>
    where TSelf : IFromScalar<TSelf>
{
    /// <summary>Reads the text, or says in one sentence what is wrong with it.</summary>
    static abstract bool TryRead(string text, Place at, out TSelf value, out string problem);

    /// <summary>What faults call it, with its article.</summary>
    static virtual string Noun => "a valid value";

    /// <summary>A text that can be read, for faults to show.</summary>
    static virtual string Sample => "text";

    /// <summary>The code of the fault when the text cannot be read.</summary>
    static virtual string FaultCode => FaultCodes.NotReadable;

    /// <summary>The text that reads back to this value.</summary>
    string Text { get; }
}
