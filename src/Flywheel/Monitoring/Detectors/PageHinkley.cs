using Flywheel.Yaml;

namespace Flywheel.Monitoring.Detectors;

[Doc("A mean that rises: the sum of what values are above the mean so far passes a threshold.")]
public sealed record PageHinkley : Detector
{
    /// <summary>What the sum keeps from one value to the next.</summary>
    private const double Kept = 0.9999;

    [Doc("A rise that is of no interest, in the unit of the values."), AtLeast(0)]
    public double Delta { get; init; } = 0.005;

    [Doc("Sum that is a change, in the unit of the values."), Range(0, double.PositiveInfinity, MinOpen = true)]
    public double Threshold { get; init; } = 50;

    /// <remarks>
    /// s = max(0, 0.9999 s + x - mean - delta), a change where s > threshold and 30 values are seen. One-sided: a fall of x is a rise
    /// of -x. E. Page, Biometrika 41, 1954, pp. 100–115; D. Hinkley, Biometrika 58, 1971, pp. 509–523.
    /// </remarks>
    public override Func<double, bool> Begin()
    {
        var (count, mean, sum) = (0, 0.0, 0.0);
        return value =>
        {
            count++;
            mean += (value - mean) / count;
            sum = Math.Max(0, (Kept * sum) + value - mean - Delta);
            if (count < FewestValues || sum <= Threshold)
            {
                return false;
            }

            (count, mean, sum) = (0, 0, 0);
            return true;
        };
    }
}
