using System.Globalization;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <summary>Version of an evaluation set: its three numbers say what can still be compared.</summary>
/// <remarks>
/// Written as short as it can be: <c>v1</c> is 1.0.0, <c>v1.2</c> is 1.2.0, <c>v1.0.3</c> has only other words than <c>v1</c>. A set that
/// was frozen before versions had three numbers is the first of its line.
/// </remarks>
public readonly record struct EvaluationSetVersion(int Major, int Minor = 0, int Patch = 0)
{
    public const string Form = @"v[1-9][0-9]*(\.[1-9][0-9]*|\.(0|[1-9][0-9]*)\.[1-9][0-9]*)?";
    public const string Noun = "a version such as v1, v1.2 or v1.2.1";

    public string Text =>
        string.Create(CultureInfo.InvariantCulture, $"v{Major}{(Minor + Patch > 0 ? $".{Minor}" : "")}{(Patch > 0 ? $".{Patch}" : "")}");

    public static EvaluationSetVersion? Parse(string text)
    {
        if (!new PatternAttribute(Form, Noun).Allows(text))
        {
            return null;
        }

        var numbers = text[1..].Split('.');
        return
            Array.TrueForAll(numbers, number => number.Length < 7)
            && Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture)) is var parts
            ? new(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2))
            : null;
    }

    /// <summary>The newest of some versions, or null.</summary>
    public static EvaluationSetVersion? Newest(IEnumerable<EvaluationSetVersion> versions) =>
        InOrder(versions) is [.., var newest] ? newest : null;

    public static IReadOnlyList<EvaluationSetVersion> InOrder(IEnumerable<EvaluationSetVersion> versions) =>
        [.. versions.OrderBy(version => version.Major).ThenBy(version => version.Minor).ThenBy(version => version.Patch)];

    /// <summary>The version that a change of this one makes.</summary>
    /// <param name="taken">Versions that there are or were: the first number of one that was removed never names other rows.</param>
    public EvaluationSetVersion After(SetChange change, IEnumerable<EvaluationSetVersion> taken) =>
        change switch
        {
            SetChange.Replaced => new(taken.Append(this).Max(version => version.Major) + 1),
            SetChange.Added => new(Major, Minor + 1),
            _ => new(Major, Minor, Patch + 1),
        };
}

/// <summary>What a new version does to the one that it was made of: the smallest change that says all of it.</summary>
public enum SetChange
{
    /// <summary>Nothing: there is no new version to make.</summary>
    None,

    /// <summary>Only words: every figure is the same.</summary>
    Words,

    /// <summary>Rows or columns were added, and nothing that was there is another: an old figure can be told from the new rows.</summary>
    Added,

    /// <summary>Rows were removed, relabelled or changed, or columns removed: figures of before and after cannot be compared.</summary>
    Replaced,
}
