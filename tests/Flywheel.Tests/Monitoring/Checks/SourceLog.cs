using Flywheel.Cli.Adapters;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Checks;

/// <summary>A log whose destinations stand for sources: 35 days of 24 hours, of which the last seven are the window; a day is a cluster.</summary>
internal sealed class SourceLog : IDisposable
{
    private readonly InMemory memory = new();

    public SourceLog()
    {
        memory.Database.Execute("CREATE MACRO u(salt, i) AS md5_number_lower(salt || '/' || i) / 18446744073709551616.0");
        memory.Database.Execute(
            "CREATE TABLE log (flight_id BIGINT, departs_at TIMESTAMP, distance BIGINT, origin VARCHAR, destination VARCHAR, score DOUBLE, late BIGINT, complaint BOOLEAN, cluster TIMESTAMP)"
        );
    }

    public void Dispose() => memory.Dispose();

    /// <summary>So many events, evenly over the days.</summary>
    /// <param name="late">SQL of the chance that one is late; it may ask for distance and destination.</param>
    /// <param name="complaint">SQL of the chance of a complaint.</param>
    /// <param name="destination">SQL of the source.</param>
    public SourceLog With(int events, string late, string complaint = "0.02", string destination = "'D' || (i % 5)")
    {
        memory.Database.Execute(
            $"""
            INSERT INTO log
            SELECT i, departs, distance, 'ATL', destination, 0.5, CAST(u('late', i) < {late} AS BIGINT), u('complaint', i) < {complaint}, date_trunc('day', departs)
            FROM (SELECT *, {destination} AS destination FROM (
                SELECT range AS i, TIMESTAMP '2001-05-07' + to_seconds(CAST(floor(range * 3024000.0 / {events}) AS BIGINT)) AS departs,
                       CAST(100 + 900 * u('distance', range) AS BIGINT) AS distance
                FROM range(0, {events})))
            """
        );
        return this;
    }

    public SourceLog Change(string statement)
    {
        memory.Database.Execute(statement);
        return this;
    }

    public Verdict Judge(string check)
    {
        var strategy = Strategy(check);
        return strategy.Main.Monitoring.Observe[0].Judge(Seen(strategy));
    }

    public Observation Seen(ModelStrategy strategy)
    {
        var window = new Slice(memory.Database, "departs_at >= TIMESTAMP '2001-06-04' AND departs_at < TIMESTAMP '2001-06-11'");
        return new(strategy, window.Count("TRUE"), [], [], 0, window.Count)
        {
            AsOf = new(2001, 6, 11),
            Arrived = 1,
            ArrivedBefore = [],
            Window = window,
            Engine = new XGBoostEngine(2),
        };
    }

    public static ModelStrategy Strategy(string check) => FlightsStrategy.Observing($"    - {check}\n");
}
