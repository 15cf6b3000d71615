using Flywheel.Monitoring;
using Flywheel.Monitoring.Joint;
using Flywheel.Tests.Docs;

namespace Flywheel.Tests.Monitoring.Joint;

public sealed class JointDriftTests : IDisposable
{
    private readonly TwoColumns flights = new(
        """
            - joint-drift: { by: mmd, above: 0.01, of: [ distance, minute-of-day ] }
            - joint-drift: { by: sliced-earth-movers, above: 0.1, of: [ distance, minute-of-day ] }
            - joint-drift: { by: domain-classifier, above: 0.6, of: [ distance, minute-of-day ] }
            - joint-drift: { by: domain-classifier, above: 0.6 }
        """
    );

    /// <remarks>tests/oracles/oracles.md, section 5: a Gaussian kernel of width 1.</remarks>
    [Fact]
    public void Mmd_is_that_of_the_oracle()
    {
        var (x, y) = (PointSet.Of([0, 1, 2], 1), PointSet.Of([1, 2, 3], 1));

        Assert.Equal(-0.1472694208614137, MaximumMeanDiscrepancy.Unbiased(x, y, 1), 1e-14);
        Assert.Equal(0.21975355632483518, MaximumMeanDiscrepancy.Biased(x, y, 1), 1e-14);
        Assert.Equal(0, MaximumMeanDiscrepancy.Biased(x, x, 1), 1e-14);
    }

    [Theory]
    [InlineData(new[] { 0.0, 1, 3 }, new[] { 5.0, 6, 8 }, 5)]
    [InlineData(new[] { 0.0, 1 }, new[] { 0.0, 1, 1 }, 1 / 6.0)]
    [InlineData(new[] { 2.0 }, new[] { 0.0, 4 }, 2)]
    [InlineData(new[] { 1.0, 1 }, new[] { 1.0 }, 0)]
    public void Along_one_direction_it_is_the_work_of_moving_one_side_to_the_other(double[] x, double[] y, double expected)
    {
        Assert.Equal(expected, SlicedEarthMovers.Between(x, y), 1e-15);
        Assert.Equal(expected, SlicedEarthMovers.Between(y, x), 1e-15);
    }

    [Theory]
    [InlineData(0, 0.002)]
    [InlineData(1, 0.06)]
    [InlineData(2, 0.55)]
    public void Columns_that_go_together_otherwise_are_seen_though_each_alone_is_as_before(int check, double alike)
    {
        flights.Fill();
        var calm = flights.Judge(check);
        flights.Fill("1440 - minute + 300 * noise");
        var turned = flights.Judge(check);

        Assert.All(
            Drifts.Between(
                flights.Strategy,
                flights.Seen().Columns,
                flights.Database,
                flights.Seen().Window.Where,
                flights.Seen().Reference!.Where,
                [0.5]
            ),
            drift => Assert.True(drift.Value < 0.1, drift.ToString())
        );
        Assert.Equal(Outcome.Ok, calm.Outcome);
        Assert.True(Number(calm) < alike, calm.Why);
        Assert.Equal(Outcome.Bad, turned.Outcome);
        Assert.Contains("; the first half of the reference is at ", turned.Why, StringComparison.Ordinal);
        Assert.Equal(turned, flights.Judge(check));
    }

    [Fact]
    public void The_classifier_names_what_tells_both_sides_apart()
    {
        flights.Fill(origin: "['ATL', 'XYZ'][1 + id // 2 % 2]");

        var verdict = flights.Judge(3);

        Assert.Equal("domain-classifier of all features ≤ 0.6", flights.Strategy.Main.Monitoring.Observe[3].Said);
        Assert.Equal(Outcome.Bad, verdict.Outcome);
        Assert.InRange(Number(verdict), 0.7, 0.8);
        Assert.Contains("; told apart most by origin", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_few_rows_the_classifier_says_nothing_and_the_others_do()
    {
        flights.Fill();
        flights.Database.Execute("DELETE FROM log WHERE departs_at >= TIMESTAMP '2001-02-05' AND flight_id % 100 > 0");

        Assert.Equal(Verdict.NotEnoughEvidence("each side needs 50 rows"), flights.Judge(2));
        Assert.Equal(Outcome.Ok, flights.Judge(0).Outcome);
    }

    [Fact]
    public void What_the_docs_show_can_be_loaded()
    {
        var shown = new Page("docs/strategy.md").Blocks.Single(block => block.Content.Contains("- joint-drift:", StringComparison.Ordinal));
        using var loaded = new TwoColumns(shown.Content.Split('\n', 2)[1]);

        Assert.Equal(4, loaded.Strategy.Main.Monitoring.Observe.Count);
    }

    [Fact]
    public void The_order_of_the_log_is_of_no_matter()
    {
        flights.Fill("1440 - minute + 300 * noise");
        var before = Enumerable.Range(0, 4).Select(flights.Judge).ToList();
        flights.Database.Execute("CREATE OR REPLACE TABLE log AS SELECT * FROM log ORDER BY md5('x' || flight_id)");

        Assert.Equal(before, Enumerable.Range(0, 4).Select(flights.Judge));
    }

    private static double Number(Verdict verdict) =>
        double.Parse(verdict.Why.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => flights.Dispose();
}
