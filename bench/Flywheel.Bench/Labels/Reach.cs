using Flywheel.Metrics;

namespace Flywheel.Bench.Labels;

/// <summary>Labels with which a curve reaches a target.</summary>
/// <remarks>
/// The curve is first made monotone by pool adjacent violators over the logarithm of the labels: the first step above a target would
/// come too early, and the earlier the more a curve jumps. Between steps it is straight over the logarithm.
/// </remarks>
public static class Reach
{
    /// <returns>Null where the curve ends below the target.</returns>
    public static double? Labels(IReadOnlyList<(int Labels, double Measure)> curve, double target)
    {
        double[] at = [.. curve.Select(point => Math.Log(point.Labels))];
        var fitted = Isotonic.Fit(at, [.. curve.Select(point => point.Measure)], [.. at.Select(_ => 1.0)]);
        for (var i = 0; i < fitted.Scores.Count; i++)
        {
            if (fitted.Values[i] < target)
            {
                continue;
            }

            if (i == 0 || fitted.Values[i] == fitted.Values[i - 1])
            {
                return Math.Exp(fitted.Scores[i]);
            }

            var share = (target - fitted.Values[i - 1]) / (fitted.Values[i] - fitted.Values[i - 1]);
            return Math.Exp(fitted.Scores[i - 1] + (share * (fitted.Scores[i] - fitted.Scores[i - 1])));
        }

        return null;
    }
}
