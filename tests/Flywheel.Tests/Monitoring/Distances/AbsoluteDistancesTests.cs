using Flywheel.Monitoring.Distances;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>L1 and L-infinity. Reference values: tests/oracles/oracles.md, sections 1 and 2.</summary>
public sealed class AbsoluteDistancesTests
{
    private static readonly TotalAbsolute _l1 = new();
    private static readonly LargestAbsolute _largest = new();

    [Fact]
    public void Counts_over_categories_have_twice_their_total_variation()
    {
        Assert.Equal(2 * 0.06818181818181819, _l1.Between(Windows.ReferenceCategories, Windows.CurrentCategories), 1e-15);
    }

    [Fact]
    public void Counts_over_categories_have_their_largest_difference()
    {
        Assert.Equal(0.04545454545454547, _largest.Between(Windows.ReferenceCategories, Windows.CurrentCategories), 1e-15);
    }

    [Theory]
    [InlineData("aabbcc", "aabbccd", 1.0 / 7)] // O20, NannyML
    [InlineData("aabbcc", "aabbcc", 0)]
    [InlineData("aabbcc", "bbbbb", 2.0 / 3)]
    [InlineData("hwwwwwwwww", "hhhwwwwwww", 0.2)] // O13, TFDV
    [InlineData("bbbbbbbbbc", "aaabbbbbbb", 0.3)]
    public void The_largest_difference_is_that_of_NannyML_and_TFDV(string reference, string current, double expected)
    {
        Assert.Equal(expected, _largest.Between(Windows.Letters(reference), Windows.Letters(current)), 1e-12);
    }

    [Theory]
    [InlineData("aab", "aab", 0)]
    [InlineData("aab", "cc", 2)]
    [InlineData("ab", "ac", 1)]
    public void L1_counts_categories_that_only_one_window_saw(string reference, string current, double expected)
    {
        Assert.Equal(expected, _l1.Between(Windows.Letters(reference), Windows.Letters(current)), 1e-15);
    }

    [Fact]
    public void On_the_ramp_a_fifth_is_beyond_the_reference_and_a_fifth_is_missed_below()
    {
        // Doane: 8 bins of width 12.375; 0 to 19 lose 13 + 7 rows, the rest keep theirs, and 20 rows are in the bin beyond.
        Assert.Equal(0.4, _l1.Between(Windows.Ramp, Windows.ShiftedRamp), 1e-12);
        Assert.Equal(0.2, _largest.Between(Windows.Ramp, Windows.ShiftedRamp), 1e-12);
    }
}
