using Flywheel.Metrics;
using Flywheel.Training;

namespace Flywheel.Monitoring.Estimates;

/// <summary>Estimates by a second model, which predicts from a row's features and score how large its error is: for numbers, and for classes without probabilities.</summary>
/// <remarks>Direct loss estimation. It is as good as the errors depend on what the model can see, in the window as in the reference.</remarks>
/// <param name="engine">Fits the second model.</param>
/// <param name="labels">Of the reference, shape [rows].</param>
/// <param name="reference">Features and scores of the reference.</param>
/// <param name="window">Features and scores of the window.</param>
internal sealed class LearnedLoss(ITrainer engine, int seed, double[] labels, LossRows reference, LossRows window) : IEstimator
{
    private readonly Dictionary<string, double[]> losses = new(StringComparer.Ordinal);

    public Func<Metric, double?> Of(bool[] mask) => metric => Of(metric, mask);

    private double? Of(Metric metric, bool[] mask)
    {
        if (window.Scores.Length == 0 || metric.ErrorOf(0, 0) is null)
        {
            return null;
        }

        if (!losses.TryGetValue(metric.Name, out var loss))
        {
            losses[metric.Name] = loss = Predicted(metric);
        }

        var (sum, rows) = (0.0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                sum += loss[i];
                rows++;
            }
        }

        return rows == 0 ? null : metric.OfMean(sum / rows);
    }

    /// <summary>The error of each row of the window, shape [rows].</summary>
    private double[] Predicted(Metric metric) =>
        LossModel.Predict(
            engine,
            seed,
            reference,
            [.. labels.Zip(reference.Scores, (label, score) => (float)metric.ErrorOf(label, score)!.Value)],
            window
        );
}
