using Flywheel.Metrics;

namespace Flywheel.Monitoring.Estimates;

/// <summary>A metric before its labels: what it is expected to be where each score has a probability.</summary>
/// <remarks>
/// Each row stands there twice, with label 1 and the weight p, and with label 0 and the weight 1 − p: so every metric of weighted rows has its expectation,
/// ratios that of their parts (confidence-based performance estimation, J. Białek, W. Kuberski, N. Perrakis, A. Bifet, arXiv 2407.08649).
/// </remarks>
public static class Expected
{
    /// <summary>Null where the metric says nothing of such rows.</summary>
    /// <param name="scores">That production gave, shape [rows].</param>
    /// <param name="probabilities">Of label 1, in [0, 1], shape [rows].</param>
    public static double? Of(Metric metric, double[] scores, double[] probabilities)
    {
        var rows = scores.Length;
        var (label, weight, score) = (new double[2 * rows], new double[2 * rows], new double[2 * rows]);
        for (var i = 0; i < rows; i++)
        {
            (label[2 * i], weight[2 * i], score[2 * i]) = (1, probabilities[i], scores[i]);
            (weight[(2 * i) + 1], score[(2 * i) + 1]) = (1 - probabilities[i], scores[i]);
        }

        // One cluster: of these rows only the value is asked for.
        var value = metric.Measure(ScoredRows.Of(new(label, weight, new int[2 * rows], 1), score))?.Value;
        return value is { } known && double.IsFinite(known) ? known : null;
    }
}
