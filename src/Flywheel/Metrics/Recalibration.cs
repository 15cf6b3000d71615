namespace Flywheel.Metrics;

/// <summary>A model's scores moved and stretched to what the labels say: the log odds of a probability, a number itself.</summary>
/// <param name="Offset">What is added, on the scale of the log odds or of the number.</param>
/// <param name="Slope">What is multiplied with before.</param>
/// <param name="Odds">Whether scores are probabilities.</param>
/// <remarks>
/// Of probabilities the logistic recalibration of D. Cox, Biometrika 45(3/4), 1958, pp. 562–565, by Newton's method; of numbers least squares. Two parameters: a few days can tell
/// them, and their ranking stays as it was.
/// </remarks>
public sealed record Recalibration(double Offset, double Slope, bool Odds)
{
    /// <summary>Parts of the sample that are scored by what was learned from the others.</summary>
    public const int Folds = 10;

    /// <summary>A sample of fewer clusters cannot tell what recalibration would do on others.</summary>
    public const int FewestClusters = 3;

    private const double Clip = 1e-7;
    private const int MostSteps = 100;

    private static readonly Recalibration _unchanged = new(0, 1, true);

    /// <param name="at">The score on the scale of the fit: its log odds, or the number itself.</param>
    private double Of(double at) => Odds ? Probability(Offset + (Slope * at)) : Offset + (Slope * at);

    /// <summary>Scores of each cluster by what the other clusters say, so that no row has a say in its own.</summary>
    /// <param name="scores">Probabilities, in [0, 1], or predicted numbers; shape [rows].</param>
    /// <returns>Shape [rows]; null where there are too few clusters, or some fold's other rows are of one class only or cannot be parted from it.</returns>
    public static double[]? CrossFitted(LabelledSample sample, double[] scores, bool odds)
    {
        var folds = FoldsOf(sample);
        if (folds == 0)
        {
            return null;
        }

        // The logarithms are taken once, and not by every step of every fold.
        var at = odds ? Array.ConvertAll(scores, LogOdds) : scores;
        var start = odds ? Fit(sample, at, true, _unchanged, _ => true) : _unchanged;
        if (start is null)
        {
            return null;
        }

        var fitted = new Recalibration?[folds];
        Parallel.For(0, folds, fold => fitted[fold] = Fit(sample, at, odds, start, cluster => cluster % folds != fold));
        if (Array.Exists(fitted, one => one is null))
        {
            return null;
        }

        var recalibrated = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            recalibrated[i] = fitted[sample.Cluster[i] % folds]!.Of(at[i]);
        }

        return recalibrated;
    }

    /// <summary>How many parts the clusters of a sample make; 0 where they are too few.</summary>
    public static int FoldsOf(LabelledSample sample) => sample.ClusterCount < FewestClusters ? 0 : Math.Min(Folds, sample.ClusterCount);

    private static Recalibration? Fit(LabelledSample sample, double[] scores, bool odds, Recalibration start, Predicate<int> learns) =>
        odds ? Logistic(sample, scores, start, learns) : LeastSquares(sample, scores, learns);

    private static Recalibration? Logistic(LabelledSample sample, double[] scores, Recalibration start, Predicate<int> learns)
    {
        var (at, step) = (start, (Offset: 0.0, Slope: 0.0));
        var best = double.PositiveInfinity;
        for (var i = 0; i < MostSteps; i++)
        {
            var sums = Sums(sample, scores, at, learns);
            if (!(sums.Positives > 0 && sums.Positives < sums.Weight))
            {
                return null;
            }

            if (sums.Loss > best + (1e-12 * Math.Abs(best)))
            {
                // Too far: half of the step.
                step = (step.Offset / 2, step.Slope / 2);
                at = at with { Offset = at.Offset - step.Offset, Slope = at.Slope - step.Slope };
                continue;
            }

            best = sums.Loss;
            step = sums.Newton();
            if (Math.Abs(step.Offset) + Math.Abs(step.Slope) < 1e-9)
            {
                return at;
            }

            at = at with { Offset = at.Offset + step.Offset, Slope = at.Slope + step.Slope };
        }

        // Classes that a score parts have no best slope.
        return null;
    }

    private static LogisticSums Sums(LabelledSample sample, double[] scores, Recalibration at, Predicate<int> learns)
    {
        var sums = new LogisticSums();
        for (var i = 0; i < scores.Length; i++)
        {
            if (learns(sample.Cluster[i]))
            {
                sums.Add(scores[i], sample.Label[i], sample.Weight[i], at);
            }
        }

        return sums;
    }

    private static Recalibration? LeastSquares(LabelledSample sample, double[] scores, Predicate<int> learns)
    {
        double weight = 0,
            score = 0,
            label = 0,
            squares = 0,
            products = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            // The second pass is around the means, which the first one finds.
            for (var i = 0; i < scores.Length; i++)
            {
                if (learns(sample.Cluster[i]))
                {
                    var w = sample.Weight[i];
                    if (pass == 0)
                    {
                        weight += w;
                        score += w * scores[i];
                        label += w * sample.Label[i];
                    }
                    else
                    {
                        var from = scores[i] - (score / weight);
                        squares += w * from * from;
                        products += w * from * (sample.Label[i] - (label / weight));
                    }
                }
            }

            if (weight == 0)
            {
                return null;
            }
        }

        var slope = squares > 0 ? products / squares : 1;
        return new((label / weight) - (slope * (score / weight)), slope, Odds: false);
    }

    private static double LogOdds(double score)
    {
        var held = Math.Clamp(score, Clip, 1 - Clip);
        return Math.Log(held / (1 - held));
    }

    private static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>The log loss at one place, with its slopes and curvatures there.</summary>
    private sealed class LogisticSums
    {
        private double bySlope,
            byOffset,
            slopeSlope,
            slopeOffset,
            offsetOffset;

        public double Loss { get; private set; }

        public double Weight { get; private set; }

        public double Positives { get; private set; }

        public void Add(double x, double label, double weight, Recalibration at)
        {
            var z = at.Offset + (at.Slope * x);
            var p = Probability(z);
            Loss += weight * (Math.Max(z, 0) - (z * label) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
            Weight += weight;
            Positives += weight * label;
            var (off, curved) = (weight * (label - p), weight * p * (1 - p));
            byOffset += off;
            bySlope += off * x;
            offsetOffset += curved;
            slopeOffset += curved * x;
            slopeSlope += curved * x * x;
        }

        /// <summary>Where every score is the same the offset alone can be told.</summary>
        public (double Offset, double Slope) Newton()
        {
            var determinant = (offsetOffset * slopeSlope) - (slopeOffset * slopeOffset);
            return determinant > 1e-9 * offsetOffset * slopeSlope
                ? (
                    ((slopeSlope * byOffset) - (slopeOffset * bySlope)) / determinant,
                    ((offsetOffset * bySlope) - (slopeOffset * byOffset)) / determinant
                )
                : (byOffset / offsetOffset, 0);
        }
    }
}
