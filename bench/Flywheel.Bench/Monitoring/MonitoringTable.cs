using System.Globalization;

namespace Flywheel.Bench.Monitoring;

/// <summary>All checks of a rich strategy on three million rows, against pandas and a plain scan in the same run, and on thirty million: <c>bench/results/monitoring.md</c>.</summary>
public static class MonitoringTable
{
    private const long Rows = 3_000_000;
    private const int Factor = 10;
    private const int Runs = 3;

    /// <returns>Whether every limit is kept.</returns>
    public static bool Write(string root)
    {
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
        var (small, large) = (Directory.CreateDirectory(Path.Combine(folder, "3m")).FullName, Path.Combine(folder, "30m"));
        var frames = Path.Combine(folder, "frames");
        MonitoringPart.Start(MonitoringPart.Prepare, small, Rows.ToString(CultureInfo.InvariantCulture));
        MonitoringPart.Start(MonitoringPart.Arrays, small, frames);
        var (ours, scans, theirs) = (new List<Measured>(), new List<Measured>(), new List<Measured>());
        for (var run = 0; run < Runs; run++)
        {
            ours.Add(MonitoringPart.Measure(MonitoringPart.Turn, small));
            scans.Add(MonitoringPart.Measure(MonitoringPart.Scan, small));
            theirs.Add(Pandas(root, frames, Path.Combine(folder, "pandas.json")));
        }

        Directory.Delete(frames, recursive: true);
        Directory.CreateDirectory(large);
        MonitoringPart.Start(MonitoringPart.Prepare, large, (Factor * Rows).ToString(CultureInfo.InvariantCulture));
        var ten = MonitoringPart.Measure(MonitoringPart.Turn, large);
        var report = new MonitoringReport(ours, scans, theirs, ten);
        var text = report.Text(Rows, Factor);
        File.WriteAllText(Path.Combine(root, "bench/results/monitoring.md"), text);
        Console.WriteLine(text);
        return report.IsKept;
    }

    private static Measured Pandas(string root, string frames, string file)
    {
        var python = Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";
        MonitoringPart.Start(python, Path.Combine(root, "bench/peers/monitoring.py"), frames, file);
        return Measured.Read(file);
    }
}
