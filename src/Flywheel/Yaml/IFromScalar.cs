namespace Flywheel.Yaml;

/// <summary>A type that reads itself from one YAML scalar.</summary>
public interface IFromScalar<TSelf>
    where TSelf : IFromScalar<TSelf>
{
    static abstract bool TryRead(string text, Place at, out TSelf value, out string problem);
}
