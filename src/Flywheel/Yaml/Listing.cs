using System.Globalization;

namespace Flywheel.Yaml;

/// <summary>Names in a sentence: all of them, or of very many the first ones and how many more there are.</summary>
public static class Listing
{
    /// <summary>Names that a person may still look through.</summary>
    public const int Most = 40;

    /// <summary>The first ones of a list that is longer.</summary>
    private const int Shown = 20;

    /// <returns>E.g. <c>a, b, c</c>; of 10,000 names 20 and <c>and 9,980 more</c>.</returns>
    public static string Of(IEnumerable<string> names, string separator = ", ")
    {
        var all = names.ToList();
        return all.Count <= Most
            ? string.Join(separator, all)
            : $"{string.Join(separator, all.Take(Shown))} and {(all.Count - Shown).ToString("N0", CultureInfo.InvariantCulture)} more";
    }
}
