using Flywheel.Cli;
using Flywheel.Monitoring;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Monitoring;

/// <summary>Four weeks of the flights, turned each day, with drifts planted into copies of a column.</summary>
/// <remarks>
/// Size: the distance of at most half of a day's flights is 1,000 miles longer. The reference is the first week, and the limit a PSI of 0.1. Days count from 1, a Monday.
/// A drift is to be found by the end of the day on which a quarter of the flights are changed, and named on the 28th, rightly or as undecided; the column itself never.
/// </remarks>
public sealed class FlightsDriftTests : IDisposable
{
    private const int Days = 28;

    /// <summary>A column, the flights of a day that are changed in hundredths, the day on which that begins, the day by which it is found, and its kind.</summary>
    private static readonly (string Column, string Percent, int From, int FoundBy, KindOfDrift Kind)[] _planted =
    [
        ("sudden", "CASE WHEN day >= 15 THEN 25 ELSE 0 END", 15, 15, KindOfDrift.Instantaneous),
        ("gradual", "greatest(0, day - 8) * 2.5", 9, 18, KindOfDrift.Gradual),
        ("weekly", "CASE WHEN day IN (8, 15, 22) THEN 25 ELSE 0 END", 8, 8, KindOfDrift.Periodic),
        ("one-week", "CASE WHEN day BETWEEN 15 AND 21 THEN 25 ELSE 0 END", 15, 15, KindOfDrift.Temporary),
    ];

    private readonly string root = Directory.CreateTempSubdirectory("flywheel-test-").FullName;

    public FlightsDriftTests()
    {
        var files = Path.Combine(root, "strategy/flights");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "strategy/flights"), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(files, Path.GetRelativePath(Path.Combine(Repository.Root, "strategy/flights"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Edit(StrategyLoader.MainFile, "cycle: 7d", "cycle: 1d");
        Edit(StrategyLoader.MainFile, "    distance: integer\n", $"    distance: integer\n{Each("    miles_{1}: integer\n")}");
        Edit(StrategyLoader.ProjectionsName, "projections:\n", $"projections:\n{Each("  {0}: miles_{1}\n")}");
        Edit(
            StrategyLoader.MainFile,
            "  reference: validation-of-current-model\n  window: 7d\n  alert:\n",
            $"  reference: {{ fixed-window: {{ from: 2001-01-01, to: 2001-01-08 }} }}\n  window: 1d\n  alert:\n{Each("    - drift: {{ of: {0}, distance: psi, above: 0.1 }}\n")}    - drift: {{ of: distance, distance: psi, above: 0.1 }}\n"
        );
        Edit(
            StrategyLoader.MainFile,
            "  any:\n    - every: 7d\n    - metric: { name: auc, below: 0.62 }\n",
            "  any:\n    - metric: { name: auc, below: 0.01 }\n"
        );
        Edit(StrategyLoader.MainFile, "  evaluation-sets:\n    recent: v1\n    long-haul: v1\n    red-eye: v1\n", "");
        Land();

        static string Each(string line) =>
            string.Concat(_planted.Select(one => string.Format(null, line, one.Column, one.Column.Replace('-', '_'))));
    }

    [Fact]
    public void Planted_drifts_of_the_flights_are_found_in_time_and_named()
    {
        var records = new List<MonitoringRecord>();
        for (var day = 1; day <= Days; day++)
        {
            using var workshop = new Workshop(root, new NoProgress());
            var strategy = workshop.Strategy("flights");
            var asOf = Flights.Begins.AddDays(day);
            var turn = new Turn(strategy, asOf, BaseState.Before(asOf, workshop.Files, "flights"), workshop.Open(strategy));
            Loop.Turn(turn, null);
            records.Add(turn.Of<MonitoringRecord>());
        }

        Assert.All(
            _planted,
            drift =>
            {
                Assert.InRange(1 + records.FindIndex(record => IsBad(record, drift.Column)), drift.From, drift.FoundBy);
                Assert.Equal(drift.Kind, records[^1].Named!.Single(one => one.Check == Said(drift.Column)).Kind);
            }
        );
        Assert.DoesNotContain(records, record => IsBad(record, "distance"));
    }

    private static bool IsBad(MonitoringRecord record, string column) =>
        record.Checks.Single(check => check.Check == Said(column)).Outcome == Outcome.Bad;

    private static string Said(string column) => $"psi of {column} ≤ 0.1";

    private void Land()
    {
        var copies = string.Concat(
            _planted.Select(one =>
                $", distance + CASE WHEN md5_number_lower('{one.Column}' || flight_id) % 1000 < 10 * ({one.Percent}) THEN 1000 ELSE 0 END AS miles_{one.Column.Replace('-', '_')}"
            )
        );
        var folder = Path.Combine(root, ".flywheel/production/flights/events");
        Directory.CreateDirectory(folder);
        TemporaryRepository.ChangeFiles(
            $"""
            COPY (SELECT * EXCLUDE (delay, day){copies}, 0.2 AS score, departs_at AS received_at
                  FROM (SELECT *, date_diff('day', DATE '2001-01-01', departs_at) + 1 AS day FROM ({Flights.Weeks(
                0,
                3
            )})) ORDER BY flight_id)
            TO '{folder}/flights.parquet' (FORMAT parquet)
            """
        );
    }

    private void Edit(string file, string old, string now)
    {
        var path = Path.Combine(root, "strategy/flights", file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, now, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
