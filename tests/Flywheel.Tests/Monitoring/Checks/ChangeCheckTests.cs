using Flywheel.Cli.Adapters;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Tests.Docs;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Checks;

public sealed class ChangeCheckTests : IDisposable
{
    private static readonly ModelStrategy _strategy = FlightsStrategy.Observing(
        """
            - change: { of: distance }
            - change: { of: { condition: distance > 500 }, by: ddm }
            - change: { of: { error: accuracy }, by: ddm }
            - change: { of: { error: brier }, by: { page-hinkley: { threshold: 20 } }, over: 14d }
            - change: { of: distance, in: weekend }
        """
    );

    private readonly InMemory memory = new();

    public ChangeCheckTests() =>
        memory.Database.Execute("CREATE TABLE log (flight_id BIGINT, departs_at TIMESTAMP, distance DOUBLE, score DOUBLE, late BIGINT)");

    [Theory]
    [InlineData(0, "no change of distance by adwin")]
    [InlineData(1, "no change of distance > 500 by ddm")]
    [InlineData(2, "no change of error of accuracy by ddm")]
    [InlineData(3, "no change of error of brier by page-hinkley")]
    [InlineData(4, "no change of distance in weekend by adwin")]
    public void A_step_inside_the_window_is_bad_and_without_one_all_is_well(int check, string said)
    {
        Fill("FALSE");
        var calm = Judge(check);

        Fill("departs_at >= TIMESTAMP '2001-02-09'");
        var changed = Judge(check);

        Assert.Equal(said, _strategy.Main.Monitoring.Observe[check].Said);
        Assert.Equal(Outcome.Ok, calm.Outcome);
        Assert.StartsWith("none found in the window, in ", calm.Why, StringComparison.Ordinal);
        Assert.Equal(Outcome.Bad, changed.Outcome);
        Assert.Matches(@"^(a change was|\d+ changes were) found, the last at 2001-02-(09|10|11)", changed.Why);
    }

    [Fact]
    public void A_step_before_the_window_is_told_and_no_longer_bad()
    {
        Fill("departs_at >= TIMESTAMP '2001-01-29'");

        var verdict = Judge(0);

        Assert.Equal(Outcome.Ok, verdict.Outcome);
        Assert.Matches(
            @"^none found in the window, in 2016 values since 2001-01-15; before it the last was at 2001-01-29T\d\d:\d\d:\d\d$",
            verdict.Why
        );
    }

    [Fact]
    public void Fewer_than_thirty_values_in_the_window_are_no_evidence_however_many_lie_before()
    {
        Fill("FALSE");
        memory.Database.Execute("UPDATE log SET late = NULL WHERE departs_at >= TIMESTAMP '2001-02-05' AND flight_id % 20 > 0");

        Assert.Equal(Verdict.NotEnoughEvidence("25 values in the window, 30 are needed"), Judge(2));
        Assert.Equal(Outcome.Ok, Judge(0).Outcome);
    }

    [Fact]
    public void The_order_is_of_time_and_then_id_whatever_the_order_of_the_rows()
    {
        Fill("departs_at >= TIMESTAMP '2001-02-09'");
        var verdict = Judge(0);
        memory.Database.Execute("CREATE OR REPLACE TABLE log AS SELECT * FROM log ORDER BY md5(flight_id::VARCHAR)");

        Assert.Equal(verdict, Judge(0));
    }

    [Fact]
    public void Values_without_a_place_on_a_scale_are_left_out()
    {
        Fill("FALSE");
        memory.Database.Execute(
            "UPDATE log SET distance = CASE flight_id % 10 WHEN 0 THEN 'inf'::DOUBLE WHEN 1 THEN 'nan'::DOUBLE WHEN 2 THEN 1e300 END WHERE flight_id % 10 < 4"
        );

        Assert.Equal(Outcome.Ok, Judge(0).Outcome);
        Assert.StartsWith("none found in the window, in 1208 values since 2001-01-15", Judge(0).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("change: { of: distance, by: ddm }", "ddm is to read distance. It counts errors, so each value must be 0 or 1.")]
    [InlineData("change: { of: { error: brier }, by: ddm }", "ddm is to read error of brier. It counts errors")]
    [InlineData(
        "change: { of: { error: auc } }",
        "'auc' is no metric that each row has an error of. There are: log-loss, brier, accuracy, mae."
    )]
    [InlineData("change: { of: { condition: distance } }", "distance")]
    [InlineData("change: { of: origin }", "Here a Number is wanted.")]
    [InlineData("change: { of: distance, in: nowhere }", "'nowhere' is no cohort")]
    [InlineData("change: { of: distance, by: { adwin: { delta: 1 } } }", "'delta' is 1, outside (0, 1)")]
    public void A_check_that_could_not_run_is_a_fault(string check, string told)
    {
        var refused = Assert.ThrowsAny<Exception>(() => FlightsStrategy.Observing($"    - {check}"));

        Assert.Contains(told, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_docs_show_can_be_loaded()
    {
        var shown = new Page("docs/strategy.md").Blocks.Single(block => block.Content.Contains("- change:", StringComparison.Ordinal));

        Assert.All(
            FlightsStrategy.Observing(shown.Content.Split('\n', 2)[1]).Main.Monitoring.Observe,
            check => Assert.IsType<ChangeCheck>(check)
        );
    }

    [Fact]
    public void In_a_turn_it_reads_what_lies_before_window_and_reference()
    {
        using var repository = new TemporaryRepository();
        repository.Edit(
            "    - missing: { column: items }\n",
            "    - missing: { column: items }\n    - change: { of: { error: accuracy }, by: ddm, over: 4d }\n    - change: { of: amount, over: 4d }\n"
        );
        repository.Live(5);

        var record = repository.Turn(5).Of<MonitoringRecord>();

        var verdicts = record.Checks.Where(check => check.Check.StartsWith("no change", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, verdicts.Count);
        Assert.Contains("4800 values since 2024-01-02", verdicts[1].Why, StringComparison.Ordinal);
        Assert.DoesNotContain("in 0 values", verdicts[0].Why, StringComparison.Ordinal);
    }

    /// <summary>Four weeks, an event each 20 minutes; where a condition is met distances are longer and scores are wrong.</summary>
    private void Fill(string changed)
    {
        memory.Database.Execute("DELETE FROM log");
        memory.Database.Execute(
            $"""
            INSERT INTO log
            SELECT i, departs_at, 100 + 400 * u + CASE WHEN {changed} THEN 400 ELSE 0 END, CASE WHEN ({changed}) = (v < 0.5) THEN 0.2 ELSE 0.8 END,
                   CAST((v < 0.5) = (w > 0.1) AS BIGINT)
            FROM (SELECT range AS i, TIMESTAMP '2001-01-15' + to_minutes(20 * range) AS departs_at, md5_number_lower('u' || range) / 18446744073709551616.0 AS u,
                         md5_number_lower('v' || range) / 18446744073709551616.0 AS v, md5_number_lower('w' || range) / 18446744073709551616.0 AS w FROM range(2016))
            """
        );
    }

    private Verdict Judge(int check)
    {
        var window = new Slice(memory.Database, "departs_at >= TIMESTAMP '2001-02-05' AND departs_at < TIMESTAMP '2001-02-12'");
        var seen = new Observation(_strategy, 504, [], [], 0, window.Count)
        {
            AsOf = new(2001, 2, 12),
            Arrived = 504,
            ArrivedBefore = [],
            Window = window,
            Engine = new XGBoostEngine(2),
        };
        return _strategy.Main.Monitoring.Observe[check].Judge(seen);
    }

    public void Dispose() => memory.Dispose();
}
