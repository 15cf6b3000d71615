using MathNet.Numerics.Distributions;

namespace Flywheel.Metrics;

/// <summary>Interval of what a metric would be on these very events, had all been labelled: only the draw of the sample is random.</summary>
/// <remarks>
/// Another question than that of <see cref="ClusteredInterval"/>, which asks about other days: here days are as they were, and
/// with every label the interval has no width. Variance Σ (1 - π) ψ² over the sampled rows, with ψ the influence of a
/// row, weight included: linearised for a Hájek ratio after J.-C. Deville, Survey Methodology 25(2), 1999, pp. 193–203, with
/// the variance of Poisson sampling (C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, Springer 1992,
/// section 3.5). A sample of fixed size in each stratum varies no more than that, so there the interval is, if anything, too wide.
/// </remarks>
public static class SampleInterval
{
    /// <param name="sample">Sampled rows; their weights are 1/π, and their clusters do not matter.</param>
    /// <param name="scores">Predicted probabilities, shape [rows].</param>
    /// <param name="error">Chance that one end errs, in (0, 0.5).</param>
    public static Measurement Of(Metric metric, LabelledSample sample, ReadOnlySpan<double> scores, double error)
    {
        var rows = ScoredRows.Of(sample, scores);
        if (metric.Measure(rows) is not { } influence)
        {
            return Measurement.Absent(rows.Count, metric.WhyAbsent(rows.Count));
        }

        var variance = 0.0;
        var squares = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var part = (1 - (1 / rows.Weight[i])) * influence.ByRow.Value[i] * influence.ByRow.Value[i];
            variance += part;
            squares += part * part;
        }

        // Rows behind the variance: a few heavy ones make it vary, and Student's t allows for it (Satterthwaite 1946).
        var behind = squares == 0 ? rows.Count : variance * variance / squares;
        var spread = Math.Sqrt(variance);
        var reach = spread == 0 ? 0 : StudentT.InvCDF(0, 1, behind, 1 - error) * spread;
        return new()
        {
            Rows = rows.Count,
            Clusters = Math.Round(behind, 1),
            Value = influence.Value,
            StandardError = spread,
            Low = influence.Value - reach,
            High = influence.Value + reach,
        };
    }
}
