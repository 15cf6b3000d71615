using Flywheel.Metrics;
using Flywheel.Monitoring.Estimates;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Estimates;

/// <summary>A metric by week as it was estimated and as it turned out to be, NannyML's and ours, shape [weeks] each.</summary>
public sealed record EstimatedMetric(string Name, double[] Theirs, double[] Ours, double[] TheirsRealised, double[] Realised)
{
    /// <param name="metric">Ours.</param>
    /// <param name="peers">Rows of <c>bench/peers/cbpe_ref5.csv</c>, shape [weeks].</param>
    /// <param name="weeks">In the same order.</param>
    /// <param name="calibrate">Learned from the reference.</param>
    public static EstimatedMetric Of(Metric metric, ColumnTable peers, IReadOnlyList<ScoredRows> weeks, Func<double, double> calibrate)
    {
        var column = metric is AreaUnderCurve ? "roc_auc" : metric.Name;
        return new(
            metric.Name,
            peers.Reals($"{column}_est"),
            [.. weeks.Select(week => Expected.Of(metric, week.Score, Array.ConvertAll(week.Score, score => calibrate(score)))!.Value)],
            peers.Reals($"{column}_real"),
            [.. weeks.Select(week => metric.Measure(week)!.Value)]
        );
    }

    /// <summary>Largest difference of the estimates.</summary>
    public double Difference => Apart(Ours, Theirs).Max();

    /// <summary>The same of what the labels told: without one the scores are the same.</summary>
    public double DifferenceRealised => Apart(Realised, TheirsRealised).Max();

    /// <summary>How far our estimates were from what the labels told, on average.</summary>
    public double MeanError => Apart(Ours, Realised).Average();

    private static IEnumerable<double> Apart(double[] one, double[] other) => one.Zip(other, (a, b) => Math.Abs(a - b));
}
