using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc("No cohort is significantly worse than a margin allows; the error is held over all cohorts together (Holm).")]
public sealed record NoHarm : Gate
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Metric { get; init; }

    [Doc("Margin: a loss up to this is accepted in a cohort."), AtLeast(0), Example("0.02")]
    public required double By { get; init; }

    public override string JudgedMetric => Metric;

    public override string Said => $"no cohort worse in {Metric} by more than {Shown(By)}";

    public override GateResult Judge(Comparison seen, double error)
    {
        var groups = seen
            .Contrasts.Where(contrast => contrast.Metric == Metric && contrast.Kind is GroupKind.Cohort or GroupKind.Pooled)
            .ToList();
        var measured = groups.Where(contrast => contrast.Difference?.StandardError is not null).ToList();
        if (measured.Count == 0)
        {
            return Unsure(seen.Missing.Count > 0 ? MissingSaid(seen) : "no cohort could be measured");
        }

        var gains = measured.ConvertAll(contrast => Gain(contrast.Difference!, Metric));
        var adjusted = Holm.Adjust([.. gains.Select(gain => ClusteredInterval.BelowPValue(gain, -By))]);
        var harmed = measured.Where((_, i) => adjusted[i] < error).Select(contrast => contrast.Group).ToList();
        var worst = Enumerable.Range(0, measured.Count).MinBy(i => gains[i].Value);
        var worstSaid = $"{measured[worst].Group} {Signed(gains[worst].Value)} [{Signed(gains[worst].Low)}, {Signed(gains[worst].High)}]";
        if (harmed.Count > 0)
        {
            return Closed($"significantly worse by more than {Shown(By)}: {string.Join(", ", harmed)}; the largest loss is {worstSaid}");
        }

        // A harm that was seen outweighs a cohort that was not.
        if (seen.Missing.Count > 0)
        {
            return Unsure(MissingSaid(seen));
        }

        var unmeasured = groups.Count - measured.Count;
        var left = unmeasured == 0 ? "" : $"; {unmeasured} could not be measured";
        return Open($"none of {measured.Count} cohorts is significantly worse; the lowest is {worstSaid}, pointwise{left}");
    }

    private static string MissingSaid(Comparison seen) =>
        $"no labelled row in {string.Join(", ", seen.Missing)}: a missing cohort is never a pass";
}
