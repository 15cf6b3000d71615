using System.Globalization;
using Flywheel.Cli.Adapters;
using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Budgets;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Monitoring.Budgets;

/// <summary>Half a year in which nothing changes: 26 weeks of the flights' own days, drawn anew weekday by weekday.</summary>
/// <remarks>
/// A tenth of the flights of eight weeks, each scored by the share of late flights of its hour. Each limit is the largest distance of these eight weeks from the first two of them,
/// so that a week like all others passes it now and then. The weeks that follow are none that the budget draws.
/// </remarks>
public sealed class FlightsAlarmTests : IDisposable
{
    private const int Weeks = 8;
    private static readonly DateTime _end = Flights.Begins.AddDays(7 * Weeks);
    private static readonly string _reference = Within(Flights.Begins, Flights.Begins.AddDays(14));
    private readonly InMemory memory = new();
    private readonly double[] scores;

    public FlightsAlarmTests()
    {
        memory.Database.Execute(
            $"""
            CREATE TABLE days AS
            SELECT flight_id, departs_at, distance, origin, destination, CAST(delay > 15 AS BIGINT) AS late, date_diff('day', DATE '2001-01-01', departs_at) AS day,
                   avg(CAST(delay > 15 AS DOUBLE)) OVER (PARTITION BY hour(departs_at)) AS score
            FROM ({Flights.Weeks(0, Weeks - 1)}) WHERE md5_number_lower('tenth' || flight_id) % 10 = 0
            """
        );
        memory.Database.Execute(
            $"""
            CREATE TABLE log AS
            SELECT flight_id + 10000000 * place AS flight_id, departs_at + to_days(CAST(to_day - day AS INTEGER)) AS departs_at, distance, origin, destination, late, score, 1.0 AS weight,
                   date_trunc('day', departs_at + to_days(CAST(to_day - day AS INTEGER))) AS cluster
            FROM days JOIN (
                SELECT range AS place, range AS to_day, CASE WHEN range < {7 * Weeks} THEN range
                       ELSE 7 * CAST(md5_number_lower('drawn' || range) % {Weeks} AS BIGINT) + range % 7 END AS of_day
                FROM range({7 * (Weeks + AlarmBudget.Turns)})) ON of_day = day
            """
        );
        scores = memory.Database.Table($"SELECT score FROM log WHERE {_reference} ORDER BY flight_id").Reals("score");
    }

    [Fact]
    public void Alarms_of_half_a_year_of_the_flights_are_no_more_than_the_upper_count()
    {
        var strategy = Watching();

        var budget = new DrawWindows(
            Seen(strategy, _end),
            new AlarmBudgetSection { Over = TimeSpan.FromDays(7 * (Weeks - 1)), Resamples = 200 },
            scores,
            new NoProgress()
        ).Run(strategy.Main.Monitoring.Alert);
        var alarms = Enumerable.Range(1, AlarmBudget.Turns).Sum(week => Alarms(strategy, _end.AddDays(7 * week)));

        Assert.Null(budget.Why);
        Assert.Equal(strategy.Main.Monitoring.Alert.Count, budget.Checks.Count);
        Assert.InRange(budget.UpperOfTurns, 1, AlarmBudget.Turns);
        // Limits that a usual week passes now and then are passed in half a year.
        Assert.InRange(alarms, 1, budget.UpperOfTurns);
    }

    private ModelStrategy Watching()
    {
        var largest = Enumerable
            .Range(0, Weeks)
            .SelectMany(week => Drifted(FlightsStrategy.Loaded, Flights.Begins.AddDays(7 * (week + 1))))
            .Where(drift => drift.Distance == "psi")
            .GroupBy(drift => drift.Column)
            .ToDictionary(column => column.Key, column => column.Max(drift => drift.Value));
        return FlightsStrategy.Watching(
            FormattableString.Invariant(
                $$"""
                  alert:
                    - metric: { name: auc, at-least: 0.6 }
                    - rows: { at-least: 5000 }
                    - drift: { of: score, distance: psi, above: {{largest["score"]}} }
                    - drift: { of: distance, distance: psi, above: {{largest["distance"]}} }
                    - drift: { of: origin, distance: psi, above: {{largest["origin"]}} }
                    - missing: { column: distance }
                """
            )
        );
    }

    private int Alarms(ModelStrategy strategy, DateTime asOf)
    {
        var seen = Seen(strategy, asOf);
        var rows = LabelledRows.Read(strategy, memory.Database, seen.Window.Where, []);
        var whole = seen with
        {
            Figures = [MeasureWindow.One(strategy, Figure.All, strategy.Metric("auc"), MeasureWindow.Scored(rows))],
            Drifts = [.. Drifted(strategy, asOf)],
        };
        return strategy.Main.Monitoring.Alert.Count(check => check.Judge(whole).Outcome == Outcome.Bad);
    }

    private IEnumerable<Drift> Drifted(ModelStrategy strategy, DateTime asOf)
    {
        var seen = Seen(strategy, asOf);
        return Drifts.Between(strategy, seen.Columns, memory.Database, seen.Window.Where, _reference, scores);
    }

    private Observation Seen(ModelStrategy strategy, DateTime asOf)
    {
        var window = new Slice(memory.Database, Within(asOf.AddDays(-7), asOf));
        return new(strategy, window.Count("TRUE"), [], [], 0, window.Count)
        {
            AsOf = asOf,
            Arrived = 0,
            ArrivedBefore = [],
            Window = window,
            Reference = new(memory.Database, _reference),
            Engine = new XGBoostEngine(2),
        };
    }

    private static string Within(DateTime from, DateTime to) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"departs_at >= TIMESTAMP '{from:yyyy-MM-dd}' AND departs_at < TIMESTAMP '{to:yyyy-MM-dd}'"
        );

    public void Dispose() => memory.Dispose();
}
