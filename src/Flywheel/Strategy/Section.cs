using System.Runtime.CompilerServices;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>A part of a strategy that can tell which of its keys are read, so that a stage's memory hangs on these and on nothing else.</summary>
/// <remarks>Each key's getter passes through <see cref="Read{T}"/>; a test holds every property to it.</remarks>
public abstract record Section
{
    private Action<string>? told;
    private string path = "";

    /// <summary>Who is told is no part of what a section says.</summary>
    public virtual bool Equals(Section? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The same section, which tells the path of each key that is read, e.g. <c>dataset.hold-out</c>.</summary>
    internal Section Told(Action<string> read, string at = "") => this with { told = read, path = at };

    protected T Read<T>(T value, [CallerMemberName] string property = "")
    {
        if (told is null)
        {
            return value;
        }

        var key = path.Length == 0 ? KebabCase.Of(property) : $"{path}.{KebabCase.Of(property)}";
        if (value is Section section)
        {
            return (T)(object)section.Told(told, key);
        }

        told(key);
        return value;
    }
}
