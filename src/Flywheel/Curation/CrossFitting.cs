namespace Flywheel.Curation;

/// <summary>A small model that tells candidates from other rows, asked of each candidate in a fold that it was not fitted to.</summary>
internal static class CrossFitting
{
    /// <summary>Fewer candidates are told from nothing.</summary>
    public const int Fewest = 50;

    private const int Folds = 5;
    private const int Trees = 50;

    /// <summary>Keeps odds finite.</summary>
    private const double Surest = 1e-4;

    private static readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal)
    {
        ["objective"] = "binary:logistic",
        ["max_depth"] = "4",
        ["eta"] = "0.2",
        ["min_child_weight"] = "1",
    };

    /// <summary>How many times denser each candidate's place is among the other rows than among the candidates, shape [candidates].</summary>
    /// <remarks>The odds p / (1 - p) of being one of the others, by the ratio of the two numbers of rows: a classifier's estimate of the ratio of densities (S. Bickel, M. Brückner, T. Scheffer, JMLR 10, 2009, pp. 2137–2155).</remarks>
    /// <param name="others">Shape [others, columns], of the same encoder as the candidates.</param>
    public static double[] DensityRatio(Candidates candidates, float[] others)
    {
        var encoder = candidates.Encoder;
        var columns = encoder.Width;
        var (rows, left) = (candidates.Rows, others.Length / columns);
        var found = new double[rows];
        for (var fold = 0; fold < Folds; fold++)
        {
            var of = fold;
            var (fit, rest) = (
                Part(candidates.Matrix, columns, i => i % Folds != of),
                Part(candidates.Matrix, columns, i => i % Folds == of)
            );
            var fitted = fit.Length / columns;
            var labels = new float[fitted + left];
            labels.AsSpan(fitted).Fill(1);
            using var model = SmallModel.Fit(candidates, encoder, [.. fit, .. others], labels, Trees, _parameters);
            var scores = model.Score(rest, rest.Length / columns);
            for (var i = 0; i < scores.Length; i++)
            {
                var p = Math.Clamp(scores[i], Surest, 1 - Surest);
                found[fold + (i * Folds)] = p / (1 - p) * fitted / left;
            }
        }

        return found;
    }

    private static float[] Part(float[] matrix, int columns, Func<int, bool> isIn)
    {
        var rows = Enumerable.Range(0, matrix.Length / columns).Where(isIn).ToArray();
        var part = new float[rows.Length * columns];
        for (var i = 0; i < rows.Length; i++)
        {
            matrix.AsSpan(rows[i] * columns, columns).CopyTo(part.AsSpan(i * columns));
        }

        return part;
    }
}
