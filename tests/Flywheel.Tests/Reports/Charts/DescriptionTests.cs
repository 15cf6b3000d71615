using Flywheel.Reports.Charts;

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
    public void Events_of_years_are_counted_and_not_listed()
    {
        var weeks = Enumerable.Range(0, 40).ToList();
        var chart = new LineChart
        {
            Title = "AUC",
            YLabel = "AUC",
            X = [.. weeks.Select(week => $"w{week}")],
            Series = [new() { Name = "production", Values = [.. weeks.Select(_ => (double?)0.7)] }],
            Events = [.. weeks.Select(week => new ChartEvent(week, "", week == 7 ? EventKind.Promoted : EventKind.Refused))],
        };

        Assert.EndsWith(
            "retrained and refused: 39 times from w0 to w39. retrained and promoted: 1 times from w7 to w7.",
            chart.Describe(),
            StringComparison.Ordinal
        );
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
