namespace Flywheel.Training.Calibrations;

/// <summary>1 / (1 + exp(-(slope · log odds + shift))): a straight line over the logarithm of the odds.</summary>
/// <remarks>
/// J. Platt, Advances in Large Margin Classifiers, 1999, pp. 61–74, with his targets (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), which keep
/// the line finite where scores part the labels; Newton's method after H.-T. Lin, C.-J. Lin, R. Weng, Machine Learning 68, 2007.
/// </remarks>
public sealed record Platt(double Slope, double Shift) : Calibration
{
    private const int MostSteps = 100;

    /// <summary>Keeps the curvature from vanishing.</summary>
    private const double Ridge = 1e-12;

    /// <summary>Scores of 0 and 1 count as this far from them: their odds are not finite.</summary>
    private const double Edge = 1e-9;

    /// <inheritdoc cref="Calibration.Learn"/>
    public static Platt Fit(double[] scores, double[] labels, double[] weights)
    {
        var odds = Array.ConvertAll(scores, LogOdds);
        var positives = labels.Zip(weights, (label, weight) => label * weight).Sum();
        var negatives = weights.Sum() - positives;
        var (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2));
        var (slope, shift) = (1.0, 0.0);
        var loss = Loss(slope, shift);
        for (var step = 0; step < MostSteps; step++)
        {
            var (g1, g2, h11, h12, h22) = (0.0, 0.0, Ridge, 0.0, Ridge);
            for (var i = 0; i < odds.Length; i++)
            {
                var p = Logistic((slope * odds[i]) + shift);
                var away = weights[i] * (p - Target(labels[i]));
                var curve = weights[i] * p * (1 - p);
                g1 += away * odds[i];
                g2 += away;
                h11 += curve * odds[i] * odds[i];
                h12 += curve * odds[i];
                h22 += curve;
            }

            var determinant = (h11 * h22) - (h12 * h12);
            if (Math.Max(Math.Abs(g1), Math.Abs(g2)) < 1e-9 * weights.Length || determinant <= 0)
            {
                break;
            }

            var (slopeBy, shiftBy) = (-((h22 * g1) - (h12 * g2)) / determinant, -((h11 * g2) - (h12 * g1)) / determinant);
            var length = 1.0;
            for (; length > 1e-10; length /= 2)
            {
                var there = Loss(slope + (length * slopeBy), shift + (length * shiftBy));
                if (there < loss)
                {
                    (slope, shift, loss) = (slope + (length * slopeBy), shift + (length * shiftBy), there);
                    break;
                }
            }

            if (length <= 1e-10)
            {
                break;
            }
        }

        return new(slope, shift);

        double Target(double label) => label > 0.5 ? high : low;

        double Loss(double slope, double shift)
        {
            var sum = 0.0;
            for (var i = 0; i < odds.Length; i++)
            {
                var at = (slope * odds[i]) + shift;
                sum += weights[i] * (Math.Max(at, 0) + Math.Log(1 + Math.Exp(-Math.Abs(at))) - (Target(labels[i]) * at));
            }

            return sum;
        }
    }

    public override double Of(double score) => Logistic((Slope * LogOdds(score)) + Shift);

    private static double LogOdds(double score)
    {
        var inside = Math.Clamp(score, Edge, 1 - Edge);
        return Math.Log(inside / (1 - inside));
    }

    private static double Logistic(double at) => 1 / (1 + Math.Exp(-at));
}
