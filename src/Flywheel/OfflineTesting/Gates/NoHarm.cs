using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc("In every cohort a loss beyond a margin is excluded; a cohort that is significantly worse than it closes the gate.")]
public sealed record NoHarm : Gate
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Metric { get; init; }

    [Doc("Margin: the loss that must be excluded in every cohort."), AtLeast(0), Example("0.035")]
    public required double By { get; init; }

    [Doc("Rules of cohorts.yaml whose cohorts are asked; all without it. Each one more needs more evidence: ask for whom it matters.")]
    [Distinct, Example("[ distance, hour ]")]
    public IReadOnlyList<string> In { get; init; } = [];

    [Doc("Chance of not seeing a loss of the margin in a cohort; offline-test's error without it.")]
    [Range(0, 0.5, MinOpen = true, MaxOpen = true)]
    public double? Error { get; init; }

    public override string JudgedMetric => Metric;

    public override string Said =>
        $"no cohort {(In.Count == 0 ? "" : $"of {string.Join(", ", In)} ")}worse in {Metric} by more than {Shown(By)}";

    public override GateResult Judge(Comparison seen, double error)
    {
        var groups = seen.Contrasts.Where(contrast => contrast.Metric == Metric && Asks(contrast, seen)).ToList();
        var gains = groups.ToDictionary(contrast => contrast.Group, contrast => Gain(contrast.Difference, Metric));
        var measured = gains.Where(gain => gain.Value is { StandardError: not null }).Select(gain => (gain.Key, gain.Value!)).ToList();
        var harmed = Harmed(measured, error);
        if (harmed.Count > 0)
        {
            return Closed($"significantly worse by more than {Shown(By)}: {string.Join("; ", harmed.Select(Told))}");
        }

        // A harm that was seen outweighs a cohort that was not.
        var missing = seen.Missing.Where(cohort => In.Count == 0 || In.Any(rule => IsOf(rule, cohort))).ToList();
        if (missing.Count > 0)
        {
            return Unsure($"no labelled row in {string.Join(", ", missing)}: a missing cohort is never a pass");
        }

        var unmeasured = groups.Where(contrast => gains[contrast.Group] is not { StandardError: not null }).ToList();
        if (unmeasured.Count > 0 || measured.Count == 0)
        {
            return Unsure(
                measured.Count == 0
                    ? "no cohort could be measured"
                    : $"not measured: {string.Join("; ", unmeasured.Select(contrast => $"{contrast.Group} ({contrast.Difference?.Why ?? "no model in force"})"))}"
            );
        }

        var bounds = measured.ConvertAll(cohort =>
            (cohort.Key, Excluded: ClusteredInterval.LowerBound(cohort.Item2, Error ?? error), Gain: cohort.Item2)
        );
        var open = bounds.Where(cohort => cohort.Excluded <= -By).ToList();
        var worst = bounds.MinBy(cohort => cohort.Excluded);
        return open.Count == 0
            ? Open(
                $"in each of {measured.Count} cohorts a loss of {Shown(By)} is excluded; nearest to it is {worst.Key}, where a loss of {Size(worst.Excluded)} is"
            )
            : Unsure(
                $"a loss of {Shown(By)} is neither excluded nor shown in {string.Join("; ", open.Select(cohort => $"{cohort.Key} {Signed(cohort.Gain.Value)} (the smallest excluded is {Size(cohort.Excluded)})"))}"
            );
    }

    /// <summary>Cohorts significantly worse than the margin, the error held over all of them together (Holm).</summary>
    private List<(string Cohort, Measurement Gain)> Harmed(List<(string Cohort, Measurement Gain)> measured, double error)
    {
        var adjusted = Holm.Adjust([.. measured.Select(cohort => ClusteredInterval.BelowPValue(cohort.Gain, -By))]);
        return [.. measured.Where((_, i) => adjusted[i] < error)];
    }

    /// <summary>The small cohorts together are asked where one of them is of an asked rule.</summary>
    private bool Asks(Contrast contrast, Comparison seen) =>
        contrast.Kind switch
        {
            GroupKind.Cohort => In.Count == 0 || In.Contains(contrast.Rule),
            GroupKind.Pooled => In.Count == 0 || seen.Pooled.Any(cohort => In.Any(rule => IsOf(rule, cohort))),
            _ => false,
        };

    /// <summary>Whether a cohort has its name from a rule.</summary>
    private static bool IsOf(string rule, string cohort) =>
        cohort == rule
        || cohort.StartsWith(rule + "=", StringComparison.Ordinal)
        || cohort.StartsWith(rule + " ", StringComparison.Ordinal);

    private static string Told((string Cohort, Measurement Gain) cohort) =>
        $"{cohort.Cohort} {Signed(cohort.Gain.Value)} [{Signed(cohort.Gain.Low)}, {Signed(cohort.Gain.High)}]";
}
