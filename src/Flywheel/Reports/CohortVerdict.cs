using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Reports.Charts;

namespace Flywheel.Reports;

/// <summary>What a reviewer may think of one cohort, pointwise: ok when a loss of the gate's margin is excluded by the gate's own error, bad when it is certain.</summary>
/// <param name="gate">Null where no gate asks for cohorts: then any loss counts.</param>
/// <param name="error">The strategy's chance that one end errs, in (0, 0.5).</param>
public sealed class CohortVerdict(Metric metric, NoHarm? gate, double error)
{
    public Evidence Of(Contrast contrast)
    {
        if (Gain(contrast) is not { } gain)
        {
            return Evidence.NotEnough;
        }

        var margin = gate?.By ?? 0;
        return Excluded(contrast) > -margin ? Evidence.Ok
            : ClusteredInterval.BelowPValue(gain, -margin) < error ? Evidence.Bad
            : Evidence.NotEnough;
    }

    /// <summary>The bound that the verdict decides by: what the candidate gains at least, with the gate's own error; null where nothing was measured.</summary>
    public double? Excluded(Contrast contrast) =>
        Gain(contrast) is { } gain ? ClusteredInterval.LowerBound(gain, gate?.Error ?? error) : null;

    /// <summary>The difference turned so that more is better; null where it has no interval.</summary>
    private Measurement? Gain(Contrast contrast) =>
        contrast.Difference is not { StandardError: not null } difference ? null
        : metric.Direction >= 0 ? difference
        : difference with { Value = -difference.Value, Low = -difference.High, High = -difference.Low };
}
