using System.Globalization;
using Flywheel.Logging.Targets;

namespace Flywheel.Training;

/// <summary>Loss of each training row: log loss of a probability or of classes, squared error of a number.</summary>
/// <param name="labels">1 or 0, the class's number, or a number; shape [rows].</param>
public sealed class RowLosses(Target target, float[] labels)
{
    private const int SmallTrees = 30;

    /// <summary>From margins, the model's sums before its link function: shape [rows], or [rows, classes].</summary>
    public double[] OfMargins(float[] margins) =>
        [
            .. labels.Select(
                (label, row) =>
                    target.IsProbability ? Softplus(label > 0.5 ? -(double)margins[row] : margins[row])
                    : target.Classes.Count > 0 ? OfClasses(margins.AsSpan(row * target.Classes.Count, target.Classes.Count), (int)label)
                    : Square(label, margins[row])
            ),
        ];

    /// <summary>From what a finished model says: the chance of 1, of each class, or a number.</summary>
    public double[] OfOutputs(float[] outputs) =>
        [
            .. labels.Select(
                (label, row) =>
                    target.IsProbability ? -Math.Log(Math.Max(1e-7, label > 0.5 ? outputs[row] : 1.0 - outputs[row]))
                    : target.Classes.Count > 0 ? -Math.Log(Math.Max(1e-7, outputs[(row * target.Classes.Count) + (int)label]))
                    : Square(label, outputs[row])
            ),
        ];

    /// <summary>Losses that cannot be learned away, as far as a small model tells that was not fitted to the row: each half of the rows is judged by one of the other half.</summary>
    public double[] Irreducible(ITrainer engine, TrainingMatrix data, int seed)
    {
        var first = Array.ConvertAll([.. Enumerable.Range(0, data.Rows)], row => RowChoice.Uniform(seed, 0, row) < 0.5);
        var parameters = new Dictionary<string, string>(XGBoostObjective.Of(target), StringComparer.Ordinal)
        {
            ["max_depth"] = "4",
            ["eta"] = "0.3",
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        var losses = new double[data.Rows];
        foreach (var half in new[] { true, false })
        {
            var fitted = data.Where(Array.ConvertAll(first, one => one == half));
            if (fitted.Rows == 0)
            {
                continue;
            }

            using var model = engine.Fit("irreducible-loss", fitted, SmallTrees, parameters, _ => { });
            var found = OfOutputs(model.Outputs(data.Values, data.Rows, 0));
            for (var row = 0; row < data.Rows; row++)
            {
                losses[row] = first[row] == half ? losses[row] : found[row];
            }
        }

        return losses;
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double Square(double label, double said) => (label - said) * (label - said);

    private static double OfClasses(ReadOnlySpan<float> margins, int label)
    {
        double most = float.NegativeInfinity;
        foreach (var margin in margins)
        {
            most = Math.Max(most, margin);
        }

        var sum = 0.0;
        foreach (var margin in margins)
        {
            sum += Math.Exp(margin - most);
        }

        return Math.Log(sum) + most - margins[label];
    }
}
