using System.Globalization;
using System.Text;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Metrics;
using Flywheel.Monitoring.Estimates;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Estimates;

/// <summary>Metrics of the flights estimated before their labels, against NannyML's from the same scores: <c>bench/results/estimates.md</c>.</summary>
public sealed class EstimateTable
{
    /// <summary>Week whose labels are known.</summary>
    private const long Reference = 5;

    /// <summary>Largest difference from NannyML's estimate.</summary>
    private const double Limit = 0.002;

    private static readonly string[] _compared = ["auc", "accuracy", "f1", "precision", "recall"];

    private readonly long[] weeks;
    private readonly bool calibrated;
    private readonly IReadOnlyList<EstimatedMetric> metrics;

    private EstimateTable(Database database, string scores, string peers)
    {
        var theirs = database.Table($"SELECT * FROM read_csv({Sql.Text(peers)}) ORDER BY week");
        weeks = theirs.Wholes("week");
        var reference = ScoredWeek.Read(database, scores, Reference);
        var calibrate = Calibrator.Learn(reference);
        calibrated = Array.Exists(reference.Score, score => calibrate(score) != score);
        var rows = weeks.Select(week => ScoredWeek.Read(database, scores, week)).ToList();
        metrics = [.. _compared.Select(name => EstimatedMetric.Of(MetricKinds.Named(name, ModelTask.Binary), theirs, rows, calibrate))];
    }

    /// <param name="root">Of the repository.</param>
    /// <param name="scores">That <c>peer_loop.py scores</c> wrote.</param>
    /// <returns>Whether every estimate is within the limit.</returns>
    public static bool Write(string root, string scores)
    {
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        var table = new EstimateTable(
            new(connection, new DuckDbDriver(), Seconds: 0),
            scores,
            Path.Combine(root, "bench/peers/cbpe_ref5.csv")
        );
        var text = table.Text();
        File.WriteAllText(Path.Combine(root, "bench/results/estimates.md"), text);
        Console.WriteLine(text);
        return table.Passed;
    }

    private bool Passed => metrics.All(metric => metric.Difference <= Limit);

    private string Text()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Estimates before labels, against NannyML

            Made by `bench/estimates.sh`: the model that the Python loop trains on weeks 0 to 3 of the flights and never again, its scores in weeks {weeks[
                0
            ]} to {weeks[^1]}, the labels of week {Reference} alone. NannyML 0.10.7 (CBPE) has written
            `bench/peers/cbpe_ref5.csv`; ours are `Calibrator` and `Expected` of `src/Flywheel/Monitoring/Estimates`, {(
                calibrated ? "which calibrate the scores by the reference, as NannyML does" : "which leave the scores as they are"
            )}.

            | metric | largest difference of the estimates | at most | | largest difference of the realised values | mean error of the estimates |
            | --- | ---: | ---: | --- | ---: | ---: |

            """
        );
        foreach (var metric in metrics)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {metric.Name} | {metric.Difference:0.0000000} | {Limit:0.000} | {(metric.Difference <= Limit ? "passed" : "**missed**")} | {metric.DifferenceRealised:0.0000000} | {metric.MeanError:0.0000} |\n"
            );
        }

        text.Append(
            """

            The file has six digits. That the realised values agree says that the scores are the same. The mean error is how far an estimate was from what the labels told, for both alike: it is what a band has to be made of.

            """
        );
        foreach (var metric in metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {metric.Name}\n\n| week | NannyML | ours | difference | realised |\n");
            text.Append("| ---: | ---: | ---: | ---: | ---: |\n");
            for (var i = 0; i < weeks.Length; i++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {weeks[i]} | {metric.Theirs[i]:0.000000} | {metric.Ours[i]:0.000000} | {metric.Ours[i] - metric.Theirs[i]:0.0000000} | {metric.Realised[i]:0.000000} |\n"
                );
            }
        }

        return text.ToString();
    }
}
