using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.Monitoring;
using Flywheel.Turns;

namespace Flywheel.Bench.Monitoring;

/// <summary>The stage "monitor" of the prepared turn, in a process of its own.</summary>
public static partial class MonitoredTurn
{
    public static Measured In(string folder)
    {
        // What an earlier run remembers would be taken from the store.
        foreach (var turns in Directory.GetDirectories(Path.Combine(folder, ".flywheel"), "turns", SearchOption.AllDirectories))
        {
            Directory.Delete(turns, recursive: true);
        }

        var parts = new Parts();
        Measured? measured = null;
        Prepared.Turn(
            folder,
            new StageClock(parts),
            turn =>
            {
                Loop.Turn(turn, "log");
                parts.Time("see", () => turn.Log.See(GeneratedOrders.Begins, curated: false));
                Loop.Turn(turn, "monitor");
                measured = new(parts.Seconds, parts.Processor, Measured.Peak(), Values(turn));
            }
        );
        return measured!;
    }

    private static Dictionary<string, double?> Values(Turn turn)
    {
        var record = turn.Of<MonitoringRecord>();
        var values = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (var (cohort, metric, measured) in record.Figures)
        {
            var name = $"metric/{metric}/{cohort}";
            values[$"{name}/rows"] = measured.Rows;
            values[$"{name}/value"] = measured.Value;
            values[$"{name}/error"] = measured.StandardError;
            values[$"{name}/low"] = measured.Low;
            values[$"{name}/high"] = measured.High;
        }

        foreach (var drift in record.Drifts)
        {
            values[$"distance/{drift.Distance}/{drift.Column}"] = drift.Value;
        }

        foreach (var check in record.Checks.Where(check => Counted().IsMatch(check.Why)))
        {
            values[$"check/{check.Check}"] = double.Parse(Counted().Match(check.Why).Groups[1].Value, CultureInfo.InvariantCulture);
        }

        return values;
    }

    /// <summary>The count that a quality check's sentence begins with.</summary>
    [GeneratedRegex("^([0-9]+) (?:events|rows|of) ?")]
    private static partial Regex Counted();
}
