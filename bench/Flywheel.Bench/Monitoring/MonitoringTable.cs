using System.Globalization;

namespace Flywheel.Bench.Monitoring;

/// <summary>All checks of a rich strategy on three million rows, against pandas and a plain scan in the same run, and on thirty million: <c>bench/results/monitoring.md</c>.</summary>
public static class MonitoringTable
{
    private const long Rows = 3_000_000;
    private const int Factor = 10;
    private const int Runs = 3;

    /// <summary>Names a folder in which the prepared logs stay from one run to the next: they take minutes.</summary>
    private const string Folder = "FLYWHEEL_BENCH_FOLDER";

    /// <returns>Whether every limit is kept.</returns>
    public static bool Write(string root)
    {
        if (Environment.GetEnvironmentVariable(Folder) is { } lasting)
        {
            return Write(root, lasting);
        }

        var folder = Directory.CreateTempSubdirectory("flywheel-monitoring-").FullName;
        try
        {
            return Write(root, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Write(string root, string folder)
    {
        var (small, large) = (Log(folder, Rows), Log(folder, Factor * Rows));
        var frames = Path.Combine(folder, "frames");
        MonitoringPart.Start(MonitoringPart.Arrays, small, frames);
        var (ours, scans, theirs) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
        for (var run = 0; run < Runs; run++)
        {
            ours.Add(MonitoringPart.Measure(MonitoringPart.Turn, small));
            scans.Add(MonitoringPart.Measure(MonitoringPart.Scan, small));
            theirs.Add(MonitoringPart.Pandas(Path.Combine(root, "bench/peers/monitoring.py"), frames, Path.Combine(folder, "pandas.json")));
        }

        Directory.Delete(frames, recursive: true);
        var tight = MonitoringPart.Measure(MonitoringPart.Turn, small, MonitoringReport.TightMemory);
        var report = new MonitoringReport(ours, tight, scans, theirs, MonitoringPart.Measure(MonitoringPart.Turn, large), Rows, Factor);
        var text = report.Text();
        File.WriteAllText(Path.Combine(root, "bench/results/monitoring.md"), text);
        Console.WriteLine(text);
        return report.IsKept;
    }

    /// <summary>Folder of a log of so many rows, prepared unless it is there.</summary>
    private static string Log(string folder, long rows)
    {
        var said = rows.ToString(CultureInfo.InvariantCulture);
        var log = Path.Combine(folder, said);
        if (!Directory.Exists(log))
        {
            var part = Directory.CreateDirectory($"{log}.part").FullName;
            MonitoringPart.Start(MonitoringPart.Prepare, part, said);
            Directory.Move(part, log);
        }

        return log;
    }
}
