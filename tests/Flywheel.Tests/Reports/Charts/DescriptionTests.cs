namespace Flywheel.Tests.Reports.Charts;

public class DescriptionTests
{
    [Fact]
    public void A_line_chart_tells_its_lines_limits_and_events()
    {
        var told = Samples.Line.Describe();

        Assert.StartsWith(
            "AUC. gated: 22 values from 0.653 to 0.733, last 0.669. never retrained: 22 values",
            told,
            StringComparison.Ordinal
        );
        Assert.Contains("alarm below 0.66 at 0.66.", told, StringComparison.Ordinal);
        Assert.EndsWith("25: rolled back (v7 back to v6).", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_tell_each_cohort_with_its_verdict()
    {
        var told = Samples.Differences.Describe();

        Assert.Contains("origin = ORD: −0.031, bad.", told, StringComparison.Ordinal);
        Assert.Contains("complained last month: no data.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_multiples_tell_which_panels_are_above_their_threshold()
    {
        var told = Samples.Drift.Describe();

        Assert.Contains("hour: last 0.018, within 0.1. weekday: last 0.247, above 0.1.", told, StringComparison.Ordinal);
    }
}
