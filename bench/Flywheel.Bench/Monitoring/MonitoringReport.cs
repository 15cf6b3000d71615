using System.Globalization;
using System.Text;

namespace Flywheel.Bench.Monitoring;

/// <summary>What was measured as a page, with each limit and whether it is kept.</summary>
/// <param name="ours">The stage "monitor", run by run.</param>
/// <param name="tight">The stage with little memory for DuckDB.</param>
/// <param name="scans">The plain scan, in the same rounds.</param>
/// <param name="theirs">Pandas and scipy, in the same rounds.</param>
/// <param name="large">The stage on a log longer by <paramref name="factor"/>.</param>
public sealed class MonitoringReport(
    IReadOnlyList<Measured> ours,
    Measured tight,
    IReadOnlyList<Measured> scans,
    IReadOnlyList<Measured> theirs,
    Measured large,
    long rows,
    int factor
)
{
    /// <summary>A limit of DuckDB's memory far below what it takes when it may.</summary>
    public const string TightMemory = "400MB";

    private const double MostOfPandas = 0.05;
    private const double MostOfScan = 3;
    private const double MostMiB = 1024;
    private static readonly string[] _checks = ["monitor"];
    private static readonly string[] _stage = ["see", "monitor"];
    private readonly Cost checks = Cost.Median(ours, _checks);
    private readonly Cost stage = Cost.Median(ours, _stage);
    private readonly Cost files = Cost.Median(scans, "files", "files-sort");
    private readonly Cost memory = Cost.Median(scans, "memory", "memory-sort");
    private readonly Cost pandas = Cost.Median(theirs, "quality", "distances", "metrics");
    private readonly Cost longer = Cost.Median([large], _stage);
    private readonly double peak = ours.Max(run => run.PeakMiB);

    public bool IsKept =>
        checks.Seconds <= MostOfPandas * pandas.Seconds
        && checks.Seconds <= MostOfScan * memory.Seconds
        && peak <= MostMiB
        && longer.Seconds <= factor * stage.Seconds;

    public string Text()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Monitoring

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- monitoring`: a window of {rows:#,0} rows against a reference of as many, ten columns (three of continuous
            numbers, three of whole ones, four of texts with 5 to 5,000 values) and the score, 28 days as clusters, twenty cohorts; eight distances of each number and six of each text, nine
            metrics with intervals, twelve counts of quality. Each in a process of its own, in turn, the median of {ours.Count} rounds on a machine with {Environment.ProcessorCount} cores:
            the ratios are what counts.

            | what | seconds | of processors |
            | --- | ---: | ---: |
            | our checks, the log as it was known being laid out in a Parquet file | {checks.Said} |
            | our whole stage, from the log's files to the verdicts | {stage.Said} |
            | pandas and scipy, columns in memory and labels joined | {pandas.Said} |
            | DuckDB's scan of the same columns in memory, and a sort of the scores | {memory.Said} |
            | the same scan of the log's files | {files.Said} |

            | ours / it | by the clock | by processor time | at most | by the clock |
            | --- | ---: | ---: | ---: | --- |
            {Ratio("checks / pandas", checks, pandas, MostOfPandas)}
            {Ratio("whole stage / pandas", stage, pandas, MostOfPandas)}
            {Ratio("checks / scan in memory", checks, memory, MostOfScan)}
            {Ratio("whole stage / scan of files", stage, files, MostOfScan)}
            {Ratio(
                string.Create(CultureInfo.InvariantCulture, $"whole stage on {factor * rows:#,0} rows / on {rows:#,0}"),
                longer,
                stage,
                factor
            )}

            Peak memory (VmHWM) {peak:#,0} MiB, at most {MostMiB:#,0}: {Kept(peak <= MostMiB)}; on {factor
                * rows:#,0} rows {large.PeakMiB:#,0} MiB, DuckDB's memory being limited to 4 GB as it is
            by default. With `FLYWHEEL_MEMORY={TightMemory}` it is {tight.PeakMiB:#,0} MiB: {Kept(tight.PeakMiB <= MostMiB)}, and the whole stage takes {Cost.Median([tight], _stage).Seconds / stage.Seconds:0.00} times as long. Pandas takes
            {theirs.Max(run => run.PeakMiB):#,0} MiB.

            Pandas spends {Spent("quality")} s on quality, {Spent("distances")} s on distances, {Spent(
                "metrics"
            )} s on metrics (`bench/peers/monitoring.py`). What both came to, name by name:

            | numbers | how many | largest difference | at most |
            | --- | ---: | ---: | ---: |

            """
        );
        foreach (var row in Agreement.Rows(ours[0].Values, theirs[0].Values))
        {
            text.Append(row).Append('\n');
        }

        return text.ToString();
    }

    private string Spent(string part) => Cost.Median(theirs, part).Seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(string name, Cost one, Cost other, double most) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {one.Seconds / other.Seconds:0.000} | {one.Processor / other.Processor:0.000} | {most:0.##} | {Kept(one.Seconds <= most * other.Seconds)} |"
        );

    private static string Kept(bool kept) => kept ? "passed" : "**missed**";
}
