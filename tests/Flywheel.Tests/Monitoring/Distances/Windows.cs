using Flywheel.Monitoring;
using Flywheel.Monitoring.Distances;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>Distributions as tests want them.</summary>
internal static class Windows
{
    /// <summary>Counts over the categories 1 to 6 of tests/oracles/oracles.md, section 1, as numbers.</summary>
    public static readonly Distribution Reference = Coded([16, 18, 16, 14, 12, 12]);

    public static readonly Distribution Current = Coded([16, 16, 16, 16, 16, 8]);

    /// <summary>The same counts as categories.</summary>
    public static readonly Distribution ReferenceCategories = Lettered([16, 18, 16, 14, 12, 12]);

    public static readonly Distribution CurrentCategories = Lettered([16, 16, 16, 16, 16, 8]);

    /// <summary>The ramp of section 1: 0 to 99, and 20 to 119.</summary>
    public static readonly Distribution Ramp = Numbers([.. Enumerable.Range(0, 100).Select(i => (double)i)]);

    public static readonly Distribution ShiftedRamp = Numbers([.. Enumerable.Range(20, 100).Select(i => (double)i)]);

    /// <summary>The samples a and b of section 2.</summary>
    public static readonly Distribution A = Numbers([38.7, 41.5, 43.8, 44.5, 45.5, 46.0, 47.7, 58.0]);

    public static readonly Distribution B = Numbers([39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8]);

    public static Distribution Numbers(params double[] values) => DriftColumn.Of(values);

    /// <summary>One category a character.</summary>
    public static Distribution Letters(string letters)
    {
        var groups = letters.GroupBy(letter => letter).OrderBy(group => group.Key).ToList();
        return Distribution.OfCategories(
            [.. groups.Select(group => group.Key.ToString())],
            [.. groups.Select(group => (long)group.Count())]
        );
    }

    /// <summary>Counts by category a, b, c …; a count of 0 is a category that was not seen.</summary>
    public static Distribution Lettered(params long[] counts)
    {
        var seen = Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).ToList();
        return Distribution.OfCategories([.. seen.Select(i => ((char)('a' + i)).ToString())], [.. seen.Select(i => counts[i])]);
    }

    public static Distribution Drawn(Lcg generator, int rows, double shift) =>
        Numbers([.. Enumerable.Range(0, rows).Select(_ => Math.Round(shift + generator.NextNormal(), 2))]);

    public static Distribution DrawnCategories(Lcg generator, int rows) =>
        Lettered([.. Enumerable.Range(0, 8).Select(_ => (long)generator.NextBelow(rows)).Append(1)]);

    /// <summary>Counts over the codes 1, 2, 3 ….</summary>
    private static Distribution Coded(long[] counts) =>
        Distribution.OfNumbers([.. Enumerable.Range(1, counts.Length).Select(i => (double)i)], counts);
}
