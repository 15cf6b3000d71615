using System.Globalization;
using System.Text;

namespace Flywheel.Bench.Monitoring;

/// <summary>What was measured as a page, with each limit and whether it is kept.</summary>
/// <param name="ours">The stage "monitor", run by run.</param>
/// <param name="scans">The plain scan, in the same rounds.</param>
/// <param name="theirs">Pandas and scipy, in the same rounds.</param>
/// <param name="ten">The stage on a log ten times as long.</param>
public sealed class MonitoringReport(
    IReadOnlyList<Measured> ours,
    IReadOnlyList<Measured> scans,
    IReadOnlyList<Measured> theirs,
    Measured ten
)
{
    private const double LeastOfPandas = 20;
    private const double MostOfScan = 3;
    private const double MostMiB = 1024;

    /// <summary>Beside ten times the rows ten times the cost, give or take what a run differs from the next.</summary>
    private const double Noise = 1.05;

    private readonly double checks = Median(ours, "checks");
    private readonly double stage = Median(ours, "see", "checks");
    private readonly double files = Median(scans, "files", "files-sort");
    private readonly double memory = Median(scans, "memory", "memory-sort");
    private readonly double pandas = Median(theirs, "quality", "distances", "metrics");
    private readonly double peak = ours.Max(run => run.PeakMiB);

    private double Times => ten.Seconds.Values.Sum() / stage;

    public bool IsKept => OfPandas(stage) && OfScan && peak <= MostMiB && IsLinear;

    private bool OfScan => stage <= MostOfScan * files;

    private bool IsLinear => Times <= 10 * Noise;

    public string Text(long rows, int factor)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Monitoring

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- monitoring`: a window of {rows:#,0} rows against a reference of as many, ten columns (three of continuous
            numbers, three of whole ones, four of texts with 5 to 5,000 values) and the score, 28 days as clusters, twenty cohorts; eight distances of each number and six of each text, nine
            metrics with intervals, twelve checks of quality. Each in a process of its own, in turn, the median of {ours.Count} runs on a machine with {Environment.ProcessorCount} cores; the ratios are what counts.

            | what | seconds | ours / it | limit | |
            | --- | ---: | ---: | ---: | --- |
            | our stage `monitor`, from the log's files to the verdicts | {stage:0.00} | | | |
            | of it all checks, the log as it was known being in memory | {checks:0.00} | | | |
            | pandas and scipy, columns in memory and labels joined | {pandas:0.00} | {stage / pandas:0.000} | {1 / LeastOfPandas:0.000} | {Said(
                OfPandas(stage)
            )} |
            | of it our checks alone, which begin where pandas does | | {checks / pandas:0.000} | {1 / LeastOfPandas:0.000} | {Said(
                OfPandas(checks)
            )} |
            | DuckDB's scan of the same columns in the log's files, and a sort of the scores | {files:0.00} | {stage / files:0.00} | {MostOfScan:0.00} | {Said(
                OfScan
            )} |
            | the same of tables in memory, against our checks alone | {memory:0.00} | {checks / memory:0.00} | {MostOfScan:0.00} | {Said(
                checks <= MostOfScan * memory
            )} |

            Peak memory (VmHWM): ours {peak:#,0} MiB, limit {MostMiB:#,0} MiB: {Said(peak <= MostMiB)}. Pandas {theirs.Max(run => run.PeakMiB):#,0} MiB.
            On {factor * rows:#,0} rows and a reference of as many the stage takes {ten.Seconds.Values.Sum():0.0} s, {Times:0.0} times as long, of it {ten.Seconds[
                "checks"
            ]:0.0} s of checks, with a peak of {ten.PeakMiB:#,0} MiB; limit {factor} times: {Said(IsLinear)}.

            Of pandas' time quality takes {Median(theirs, "quality"):0.0} s, distances {Median(theirs, "distances"):0.0} s, metrics {Median(
                theirs,
                "metrics"
            ):0.0} s (`bench/peers/monitoring.py`). What both came to, name by name:

            | numbers | how many | largest difference | limit |
            | --- | ---: | ---: | ---: |

            """
        );
        foreach (var row in Agreement.Rows(ours[0].Values, theirs[0].Values))
        {
            text.Append(row).Append('\n');
        }

        return text.ToString();
    }

    private bool OfPandas(double seconds) => seconds * LeastOfPandas <= pandas;

    private static string Said(bool kept) => kept ? "passed" : "**missed**";

    private static double Median(IReadOnlyList<Measured> runs, params string[] parts) =>
        runs.Select(run => parts.Sum(part => run.Seconds[part])).Order().ElementAt(runs.Count / 2);
}
