using Flywheel.Metrics;

namespace Flywheel.Monitoring.Estimates;

/// <summary>Makes probabilities of scores, learned from labelled rows; scores that are probabilities already are left alone.</summary>
/// <remarks>
/// Whether they are is asked of each fifth of the rows, by what the other four teach: is it better there in squares? Rows are parted and not clusters: what one
/// day has more of than another cannot be known of the window, and would drown how far the scores are too sure.
/// </remarks>
public static class Calibrator
{
    private const int Folds = 5;

    /// <param name="rows">Labelled, with scores; at least one.</param>
    public static Func<double, double> Learn(ScoredRows rows)
    {
        var gain = rows.Count < Folds ? 0 : Enumerable.Range(0, Folds).Sum(fold => Gain(rows, fold));
        return gain > 0 ? Isotonic.Fit(rows.Score, rows.Label, rows.Weight).Of : score => score;
    }

    /// <summary>By how much the squared error of one fold falls by what was learned from the others.</summary>
    /// <remarks>Rows are in order of score, so that every fold has low and high ones alike.</remarks>
    private static double Gain(ScoredRows rows, int fold)
    {
        var learned = Isotonic.Fit(Others(rows.Score), Others(rows.Label), Others(rows.Weight));
        var gain = 0.0;
        for (var i = fold; i < rows.Count; i += Folds)
        {
            var (score, label) = (rows.Score[i], rows.Label[i]);
            gain += rows.Weight[i] * (Square(score - label) - Square(learned.Of(score) - label));
        }

        return gain;

        double[] Others(double[] values) => [.. values.Where((_, i) => i % Folds != fold)];

        static double Square(double x) => x * x;
    }
}
