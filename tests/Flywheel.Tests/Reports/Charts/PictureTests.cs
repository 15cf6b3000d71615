using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Reports.Charts;

public class PictureTests
{
    [Fact]
    public void A_line_chart_of_26_weeks_looks_as_verified() => Match(Samples.Line.ToSvg(), "line-chart");

    [Fact]
    public void Differences_of_21_cohorts_look_as_verified() => Match(Samples.Differences.ToSvg(), "interval-bars");

    [Fact]
    public void Pairs_of_16_cohorts_look_as_verified() => Match(Samples.Pairs.ToSvg(), "paired-bars");

    [Fact]
    public void Two_histograms_of_scores_look_as_verified() => Match(Samples.Scores.ToSvg(), "histogram-pair");

    [Fact]
    public void Small_multiples_of_drift_look_as_verified() => Match(Samples.Drift.ToSvg(), "small-multiples");

    [Fact]
    public void A_sparkline_looks_as_verified() => Match(Samples.Spark.ToSvg(), "sparkline");

    [Fact]
    public void A_chart_without_data_looks_as_verified() => Match((Samples.Line with { Series = [] }).ToSvg(), "no-data");

    private static void Match(string svg, string name) => Snapshot.Match(svg, $"tests/Flywheel.Tests/Reports/Charts/{name}.svg");
}
