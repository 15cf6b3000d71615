using Flywheel.Monitoring;
using Flywheel.Strategy;
using Flywheel.Tests.Docs;
using Flywheel.Tests.Infra;
using Flywheel.Tests.Monitoring.Joint;

namespace Flywheel.Tests.Monitoring.Projections;

public sealed class LearnedProjectionTests : IDisposable
{
    private const string Learned = """
        learned:
          direction: { random-linear: { of: [ distance, minute-of-day ] } }
          other: { random-linear: { of: [ distance, minute-of-day ] } }
          strangeness: { reconstruction: { of: [ distance, minute-of-day ], share: 0.5 } }
          rarity: { density: { of: [ distance, minute-of-day ] } }
          rare-origin: { density: { of: [ origin ] } }
          all: density
        """;

    private readonly TwoColumns flights = new("    - drift: { of: strangeness, distance: psi, above: 0.2 }", Learned);

    public void Dispose() => flights.Dispose();

    [Fact]
    public void Each_is_watched_behind_the_other_columns_and_sees_what_those_do_not()
    {
        flights.Fill("1440 - minute + 300 * noise");

        var drifts = Drift().Where(drift => drift.Distance == "psi").ToDictionary(drift => drift.Column, drift => drift.Value);

        Assert.Equal(["direction", "other", "strangeness", "rarity", "rare-origin", "all"], drifts.Keys.TakeLast(6));
        Assert.Equal(DriftColumn.Names(flights.Strategy), drifts.Keys);
        Assert.All(drifts.SkipLast(6), drift => Assert.True(drift.Value < 0.1, drift.ToString()));
        Assert.All(new[] { "direction", "other", "strangeness", "rarity", "all" }, name => Assert.True(drifts[name] > 0.2, name));
        Assert.Equal(0, drifts["rare-origin"]);
        Assert.Equal(Drift(), Drift());
    }

    [Fact]
    public void Rows_like_those_of_the_reference_do_not_drift()
    {
        flights.Fill();

        Assert.All(Drift(), drift => Assert.True(drift.Distance != "psi" || drift.Value < 0.02, drift.ToString()));
    }

    [Fact]
    public void Of_two_columns_that_rise_together_the_reconstruction_is_half_of_what_parts_them()
    {
        flights.Fill();

        var apart = flights.Database.Value<double>(
            $"""
            WITH r AS (SELECT distance AS x, hour(departs_at) * 60 + minute(departs_at) AS y FROM log WHERE departs_at < TIMESTAMP '2001-02-05'),
                 m AS (SELECT avg(x) AS mx, stddev_pop(x) AS sx, avg(y) AS my, stddev_pop(y) AS sy FROM r)
            SELECT max(abs(({Sql(
                "strangeness"
            )}) - abs((distance - mx) / sx - (hour(departs_at) * 60 + minute(departs_at) - my) / sy) / 2)) FROM log, m
            """
        );

        Assert.InRange(apart, 0, 1e-9);
    }

    [Fact]
    public void A_category_is_as_rare_as_the_logarithm_of_its_share_and_a_new_one_rarer_than_any()
    {
        flights.Fill(origin: "'XYZ'");
        flights.Database.Execute(
            "UPDATE log SET origin = 'ORD' WHERE flight_id % 4 = 0 AND origin = 'ATL'; UPDATE log SET origin = NULL WHERE flight_id = 1"
        );

        double Of(string where) => flights.Database.Value<double>($"SELECT any_value({Sql("rare-origin")}) FROM log WHERE {where}");

        const double All = 8400 + 2;
        Assert.Equal(-Math.Log(2100.5 / All), Of("origin = 'ORD'"), 1e-12);
        Assert.Equal(-Math.Log(1.5 / All), Of("origin IS NULL"), 1e-12);
        Assert.Equal(-Math.Log(0.5 / All), Of("origin = 'XYZ'"), 1e-12);
    }

    [Fact]
    public void Random_directions_are_of_length_one_and_another_by_another_name()
    {
        flights.Fill();
        var names = new[] { "direction", "other" };

        // Over one column at a time, the other one missing, a direction has the slope of its weight.
        var lengths = names.Select(name =>
            flights.Database.Value<double>(
                $"""
                WITH m AS (SELECT avg(distance) AS mx, stddev_pop(distance) AS sx FROM log WHERE departs_at < TIMESTAMP '2001-02-05'),
                     x AS (SELECT regr_slope({Sql(
                    name
                )}, (distance - mx) / sx) AS w FROM (SELECT * REPLACE (NULL::TIMESTAMP AS departs_at) FROM log), m),
                     y AS (SELECT stddev_pop({Sql(
                    name
                )}) AS w FROM (SELECT * REPLACE (NULL::DOUBLE AS distance) FROM log WHERE departs_at < TIMESTAMP '2001-02-05'))
                SELECT sqrt(x.w ** 2 + y.w ** 2) FROM x, y
                """
            )
        );

        Assert.All(lengths, length => Assert.Equal(1, length, 1e-9));
        Assert.NotEqual(Sql("direction"), Sql("other"));
    }

    [Fact]
    public void What_the_reference_cannot_tell_is_left_out()
    {
        flights.Fill();
        flights.Database.Execute("UPDATE log SET distance = 'nan'::DOUBLE");
        Assert.DoesNotContain("NaN", Sql("strangeness"), StringComparison.Ordinal);

        flights.Database.Execute("DELETE FROM log WHERE departs_at < TIMESTAMP '2001-02-05'");
        Assert.DoesNotContain(flights.Seen().Columns, column => column.Name == "strangeness");
    }

    [Theory]
    [InlineData("learned:\n  hour: density\n", "The learned projection 'hour' has the name of a feature, a projection or the score.")]
    [InlineData("learned:\n  from-hub: density\n", "The learned projection 'from-hub' has the name of a feature")]
    [InlineData("learned:\n  odd: { density: { of: [ distanze ] } }\n", "'distanze' is no feature or projection.")]
    [InlineData("learned:\n  odd: { reconstruction: { share: 1 } }\n", "'share' is 1, outside (0, 1)")]
    [InlineData("learned:\n  odd: densitty\n", "densitty")]
    public void A_mistake_is_a_fault_of_the_file(string yaml, string told)
    {
        var refused = Assert.ThrowsAny<Exception>(() =>
            FlightsStrategy.Load(new() { [StrategyLoader.ProjectionsName] = text => text + yaml })
        );

        Assert.Contains(told, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_docs_show_can_be_loaded()
    {
        var shown = new Page("docs/strategy.md").Blocks.Single(block => block.Content.Contains("learned:", StringComparison.Ordinal));

        var loaded = FlightsStrategy.Load(new() { [StrategyLoader.ProjectionsName] = text => text + shown.Content + "\n" });

        Assert.Equal(["direction", "strangeness", "rarity"], loaded.ProjectionsFile.Learned!.Keys);
    }

    [Fact]
    public void In_a_turn_they_are_watched_reported_and_explained()
    {
        using var shop = new TemporaryRepository();
        shop.Edit(
            "projections.yaml",
            "  each: amount / items\n",
            "  each: amount / items\nlearned:\n  strangeness: reconstruction\n  rarity: density\n"
        );
        shop.Edit(
            "    - missing: { column: items }\n",
            "    - missing: { column: items }\n    - drift: { of: rarity, distance: psi, above: 0.3 }\n    - joint-drift: { by: mmd, above: 0.02 }\n    - new-groups\n"
        );
        shop.Live(4);

        var record = shop.Turn(4).Of<MonitoringRecord>();
        var list = shop.Flywheel("explain", "shop");
        var id = list
            .Output.Split('\n')
            .Single(line => line.Contains("psi of rarity ≤ 0.3", StringComparison.Ordinal))
            .Trim('|')
            .Split('|')[0]
            .Trim();
        var explained = shop.Flywheel("explain", "shop", id);

        Assert.Contains(record.Drifts, drift => drift.Column == "strangeness");
        Assert.Contains("| strangeness |", shop.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
        Assert.Contains("strangeness", shop.Read("reports/shop/drift.csv"), StringComparison.Ordinal);
        Assert.Contains(record.Checks, check => check.Check == "mmd of all features ≤ 0.02" && check.Outcome != Outcome.NotEnoughEvidence);
        Assert.Contains(
            record.Checks,
            check => check.Check == "new groups of all features ≤ 1%" && check.Outcome != Outcome.NotEnoughEvidence
        );
        Assert.True(explained.Code == 0, explained.Error);
        Assert.Contains(", as the turn recorded.", explained.Output, StringComparison.Ordinal);
    }

    private string Sql(string name) => flights.Seen().Columns.Single(column => column.Name == name).Sql;

    private List<Drift> Drift()
    {
        var seen = flights.Seen();
        return [.. Drifts.Between(flights.Strategy, seen.Columns, flights.Database, seen.Window.Where, seen.Reference!.Where, [0.5])];
    }
}
