using System.Globalization;
using Flywheel.Cli.Adapters;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Budgets;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Monitoring.Budgets;

public sealed class DrawWindowsTests : IDisposable
{
    private static readonly DateTime _end = new(2001, 3, 5);

    private static readonly ModelStrategy _strategy = FlightsStrategy.Watching(
        """
          alert:
            - metric: { name: log-loss, at-most: 0.545 }
            - drift: { of: distance, distance: psi, above: 0.025 }
            - share: { of: distance > 800, at-most: 0.245 }
            - quarantined: 0.01
        """
    );

    private readonly InMemory memory = new();

    /// <summary>Nine weeks to the end and 26 after it, 80 events a day; each day has a mood of its own that moves its distances and its mistakes.</summary>
    public DrawWindowsTests() =>
        memory.Database.Execute(
            """
            CREATE TABLE log AS
            SELECT id AS flight_id, moment AS departs_at, date_trunc('day', moment) AS cluster, 1000 * least(1, u * (0.9 + 0.2 * mood)) AS distance, 'ATL' AS origin, 'SFO' AS destination,
                   CASE WHEN v < 0.5 THEN 0.25 ELSE 0.75 END AS score, CASE WHEN w < 0.15 + 0.15 * mood THEN CAST(v < 0.5 AS BIGINT) ELSE CAST(v >= 0.5 AS BIGINT) END AS late, 1.0 AS weight
            FROM (
                SELECT range AS id, TIMESTAMP '2001-01-01' + to_minutes(18 * range) AS moment, md5_number_lower('u' || range) / 18446744073709551616.0 AS u,
                       md5_number_lower('v' || range) / 18446744073709551616.0 AS v, md5_number_lower('w' || range) / 18446744073709551616.0 AS w,
                       md5_number_lower('mood' || range // 80) / 18446744073709551616.0 AS mood
                FROM range(80 * 7 * 35))
            """
        );

    public void Dispose() => memory.Dispose();

    /// <remarks>The limits lie where some windows like all others are beyond; the 26 weeks that follow are none that windows are drawn from.</remarks>
    [Fact]
    public void Alarms_of_half_a_year_without_a_change_are_no_more_than_the_upper_count()
    {
        var budget = Budget(_end, 8);

        var alarms = Enumerable.Range(1, AlarmBudget.Turns).Sum(week => Alarms(_end.AddDays(7 * week)));

        Assert.Null(budget.Why);
        Assert.Equal(56, budget.Periods);
        Assert.InRange(budget.Expected, 0.02, 1);
        Assert.True(alarms > 0);
        Assert.InRange(alarms, 0, budget.UpperOfTurns);
        Assert.InRange(budget.UpperOfTurns, budget.Expected * AlarmBudget.Turns, 3 * 26);
        Assert.Equal(budget.Expected, budget.Checks.Sum(check => check.Share), 9);
        Assert.Equal(["quarantined ≤ 1%"], budget.NotAsked);
    }

    [Fact]
    public void The_window_itself_and_the_order_of_rows_are_of_no_matter()
    {
        var budget = Budget(_end, 8);
        memory.Database.Execute(
            "UPDATE log SET distance = 1, score = 0.01 WHERE departs_at >= TIMESTAMP '2001-02-26' AND departs_at < TIMESTAMP '2001-03-05'"
        );
        memory.Database.Execute("CREATE OR REPLACE TABLE log AS SELECT * FROM log ORDER BY md5('x' || flight_id)");

        Assert.Equivalent(budget, Budget(_end, 8));
    }

    [Fact]
    public void Limits_that_nothing_passes_give_none_and_limits_that_everything_passes_give_one_a_turn()
    {
        memory.Database.Execute("UPDATE log SET distance = 900 WHERE departs_at < TIMESTAMP '2001-02-26'");

        var budget = Budget(_end, 8);

        Assert.Equal(1, budget.Checks.Single(check => check.Check.Contains("distance > 800", StringComparison.Ordinal)).Share);
        Assert.Equal(0, budget.Checks.Single(check => check.Check.StartsWith("psi of distance", StringComparison.Ordinal)).Share);
    }

    [Fact]
    public void Fewer_than_three_days_of_a_weekday_draw_nothing()
    {
        Assert.Equal("14 periods lie before the window, and each place of the season needs 3", Budget(_end, 2).Why);
        Assert.Equal("no alert is of the window's rows", new DrawWindows(Seen(_end), new(), [], new NoProgress()).Run([]).Why);
    }

    [Fact]
    public void A_turn_prints_it()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("  window: 1d\n", "  window: 1d\n  alarm-budget: { each: 1h, season: 24, over: 4d, resamples: 20 }\n");
        shop.Live(3);
        var early = shop.Read("reports/shop/monitoring.verified.md");
        shop.Live(6);

        var record = shop.Turn(6).Of<MonitoringRecord>();

        Assert.Contains("Not known: 48 periods lie before the window", early, StringComparison.Ordinal);
        Assert.Equal(["auc ≥ 0.5", "events ≥ 500", "psi of score ≤ 0.5"], record.Budget!.Checks.Select(check => check.Check));
        Assert.Equal(record.Budget.Checks.Sum(check => check.Share), record.Budget.Expected, 9);
        Assert.Matches(
            @"the alerts would raise \d\.\d\d alarms a turn, and no more than \d in 95 of 100 turns; in 26 turns \d+\.\d, and no more than \d+ in 95 of 100 times\. So say 20 windows drawn from 96 periods\.",
            shop.Read("reports/shop/monitoring.verified.md")
        );
        Assert.Equal(record.Events, shop.Turn(6).Of<MonitoringRecord>().Events);
    }

    private AlarmBudget Budget(DateTime asOf, int weeks) =>
        new DrawWindows(
            Seen(asOf),
            new AlarmBudgetSection { Over = TimeSpan.FromDays(7 * weeks), Resamples = 200 },
            [0.5],
            new NoProgress()
        ).Run(_strategy.Main.Monitoring.Alert);

    /// <summary>Alarms of a real window.</summary>
    private int Alarms(DateTime asOf)
    {
        var seen = Seen(asOf);
        var table = memory.Database.Table(
            $"SELECT CAST(late AS DOUBLE) AS late, score, dense_rank() OVER (ORDER BY cluster) - 1 AS cluster FROM log WHERE {seen.Window.Where} ORDER BY flight_id"
        );
        var rows = ScoredRows.Of(
            new(
                table.Reals("late"),
                [.. table.Reals("late").Select(_ => 1.0)],
                [.. table.Reals("cluster").Select(cluster => (int)cluster)],
                7
            ),
            table.Reals("score")
        );
        var whole = seen with
        {
            Figures = [new(Figure.All, "log-loss", MetricKinds.Named("log-loss", ModelTask.Binary).Estimate(rows, 0.05))],
            Drifts = [.. Drifts.Between(_strategy, seen.Columns, memory.Database, seen.Window.Where, seen.Reference!.Where, [0.5])],
        };
        return _strategy.Main.Monitoring.Alert.Count(check => check.Judge(whole).Outcome == Outcome.Bad);
    }

    private Observation Seen(DateTime asOf)
    {
        var window = new Slice(memory.Database, Within(asOf.AddDays(-7), asOf));
        return new(_strategy, 560, [], [], 0, window.Count)
        {
            AsOf = asOf,
            Arrived = 560,
            ArrivedBefore = [],
            Window = window,
            Reference = new(memory.Database, Within(new(2001, 1, 1), new(2001, 1, 15))),
            Engine = new XGBoostEngine(2),
        };
    }

    private static string Within(DateTime from, DateTime to) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"departs_at >= TIMESTAMP '{from:yyyy-MM-dd}' AND departs_at < TIMESTAMP '{to:yyyy-MM-dd}'"
        );
}
