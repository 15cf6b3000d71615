using Flywheel.Yaml;

namespace Flywheel.Monitoring.Detectors;

[Doc("A rate of errors that rises: it is far above the lowest that it was.")]
public sealed record Ddm : Detector
{
    [Doc("How far is a change, in standard deviations of the lowest rate."), Range(0, double.PositiveInfinity, MinOpen = true)]
    public double Deviations { get; init; } = 3;

    public override bool Counts => true;

    /// <remarks>
    /// p is the share of errors, s = √(p (1 - p) / n); a change where p + s > p' + deviations · s', the primed ones those of the
    /// least p + s so far, from 30 values on. Without an error so far the first one is a change. J. Gama, P. Medas, G. Castillo,
    /// P. Rodrigues, SBIA 2004, LNCS 3171, pp. 286–295.
    /// </remarks>
    public override Func<double, bool> Begin()
    {
        var (count, share) = (0, 0.0);
        var (least, limit) = (double.PositiveInfinity, double.PositiveInfinity);
        return error =>
        {
            count++;
            share += (error - share) / count;

            // Rounding leaves a share of errors only just above one.
            var deviation = Math.Sqrt(Math.Max(0, share * (1 - share) / count));
            if (count < FewestValues)
            {
                return false;
            }

            if (share + deviation <= least)
            {
                (least, limit) = (share + deviation, share + (Deviations * deviation));
            }

            if (share + deviation <= limit)
            {
                return false;
            }

            (count, share, least, limit) = (0, 0, double.PositiveInfinity, double.PositiveInfinity);
            return true;
        };
    }
}
