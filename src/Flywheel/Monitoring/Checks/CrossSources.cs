using System.Globalization;
using Flywheel.Training;

namespace Flywheel.Monitoring.Checks;

/// <summary>What models of the other sources say of each source's rows: a source cannot teach its own mistakes.</summary>
/// <remarks>
/// The rows of the sources outside a fold are parted in two, and each half's model is asked for the other half and for half of the fold's own
/// rows. So the same models, of which no source of the fold is a part, predict both what is compared and what it is compared with.
/// </remarks>
/// <param name="Fold">Fold of each source, shape [sources].</param>
/// <param name="Predicted">Chance of a 1 of every row by the models of each fold, shape [folds][rows].</param>
public sealed record CrossSources(int[] Fold, double[][] Predicted)
{
    private const int Folds = 5;
    private const int Trees = 60;

    private static readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal)
    {
        ["objective"] = "binary:logistic",
        ["max_depth"] = "4",
        ["eta"] = "0.1",
        ["min_child_weight"] = "10",
    };

    public static CrossSources Predict(LabelledSources rows, ITrainer engine, int seed)
    {
        var fold = FoldOf(rows.Sizes);
        var columns = rows.Encoder.Width;
        var predicted = new double[fold.Max() + 1][];
        for (var k = 0; k < predicted.Length; k++)
        {
            predicted[k] = new double[rows.Labels.Length];
            for (var half = 0; half < 2; half++)
            {
                var fit = Rows(i => fold[rows.Source[i]] != k && i % 2 == half);
                var left = Rows(i => i % 2 != half);
                using var model = engine.Fit(
                    "flipped-labels",
                    new(Picked(fit), fit.Length, rows.Encoder.Names, rows.Encoder.Categorical, Array.ConvertAll(fit, i => rows.Labels[i])),
                    Trees,
                    new Dictionary<string, string>(_parameters) { ["seed"] = seed.ToString(CultureInfo.InvariantCulture) },
                    _ => { }
                );
                var scores = model.Score(Picked(left), left.Length);
                for (var i = 0; i < left.Length; i++)
                {
                    predicted[k][left[i]] = scores[i];
                }
            }
        }

        return new(fold, predicted);

        int[] Rows(Func<int, bool> isIn) => [.. Enumerable.Range(0, rows.Labels.Length).Where(isIn)];

        float[] Picked(int[] of)
        {
            var picked = new float[of.Length * columns];
            for (var i = 0; i < of.Length; i++)
            {
                rows.Values.AsSpan(of[i] * columns, columns).CopyTo(picked.AsSpan(i * columns));
            }

            return picked;
        }
    }

    /// <summary>Fold of each source: the largest first, each into the fold that has the fewest rows.</summary>
    private static int[] FoldOf(int[] sizes)
    {
        var (fold, rows) = (new int[sizes.Length], new long[Math.Min(Folds, sizes.Length)]);
        foreach (var source in Enumerable.Range(0, sizes.Length).OrderByDescending(source => sizes[source]).ThenBy(source => source))
        {
            var least = Array.IndexOf(rows, rows.Min());
            (fold[source], rows[least]) = (least, rows[least] + sizes[source]);
        }

        return fold;
    }
}
