using Flywheel.Cli.Adapters;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Joint;

/// <summary>Two weeks of flights before the window and one in it, whose distance and minute of the day are alike by themselves whatever they are together.</summary>
internal sealed class TwoColumns : IDisposable
{
    private readonly InMemory memory = new();

    public TwoColumns(string observe, string projections = "")
    {
        Strategy = FlightsStrategy.Watching(
            $"  observe:\n{observe}",
            new() { [StrategyLoader.ProjectionsName] = text => text + projections }
        );
        memory.Database.Execute(
            "CREATE TABLE log (flight_id BIGINT, departs_at TIMESTAMP, distance DOUBLE, origin VARCHAR, destination VARCHAR, score DOUBLE, late BIGINT)"
        );
    }

    public ModelStrategy Strategy { get; }

    public Flywheel.Warehouse.Database Database => memory.Database;

    /// <summary>Flights of three weeks, 600 a day.</summary>
    /// <param name="distance">SQL of the window's distance, of <c>minute</c> in [0, 1440) and of <c>noise</c>, uniform in (0, 1).</param>
    public void Fill(string distance = "minute + 300 * noise", string origin = "'ATL'")
    {
        memory.Database.Execute("DELETE FROM log");
        memory.Database.Execute(
            $"""
            INSERT INTO log
            SELECT id, TIMESTAMP '2001-01-22' + to_days(CAST(day AS INTEGER)) + to_minutes(minute),
                   CASE WHEN day >= 14 THEN {distance} ELSE minute + 300 * noise END,
                   CASE WHEN day >= 14 THEN {origin} ELSE 'ATL' END, ['SFO', 'JFK'][1 + id % 2], 0.5, NULL
            FROM (
                SELECT range AS id, range // 600 AS day, CAST(floor(1440 * (md5_number_lower('m' || range) / 18446744073709551616.0)) AS BIGINT) AS minute,
                       md5_number_lower('n' || range) / 18446744073709551616.0 AS noise
                FROM range(21 * 600))
            """
        );
    }

    public Observation Seen()
    {
        var window = new Slice(memory.Database, "departs_at >= TIMESTAMP '2001-02-05'");
        return new(Strategy, 4200, [], [], 0, window.Count)
        {
            AsOf = new(2001, 2, 12),
            Arrived = 4200,
            ArrivedBefore = [],
            Window = window,
            Reference = new(memory.Database, "departs_at < TIMESTAMP '2001-02-05'"),
            Engine = new XGBoostEngine(2),
        };
    }

    public Verdict Judge(int check) => Strategy.Main.Monitoring.Observe[check].Judge(Seen());

    public void Dispose() => memory.Dispose();
}
