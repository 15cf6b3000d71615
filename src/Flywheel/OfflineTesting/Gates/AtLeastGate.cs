using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc("The candidate reaches a value on its own: the bound of its interval decides.")]
public sealed record AtLeastGate : Gate
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Metric { get; init; }

    [Doc("Value to be reached."), Example("0.65")]
    public required double Value { get; init; }

    [Doc("An evaluation set; the hold-out without it."), Example("red-eye")]
    public string? Set { get; init; }

    public override string JudgedMetric => Metric;

    public override IEnumerable<DeclaredName> Names => SetNamed(Set);

    public override string Said => $"{Metric} at least as good as {Shown(Value)}{Where(Set)}";

    public override GateResult Judge(Comparison seen, double error)
    {
        if (seen.On(Set, Metric)?.CandidateMeasured is not { Low: { } low, High: { } high, Value: { } value } measured)
        {
            return Unsure(
                $"{Metric}{Where(Set)} could not be measured: {seen.On(Set, Metric)?.CandidateMeasured.Why ?? "no labelled row"}"
            );
        }

        var direction = Metrics.MetricKinds.Direction(Metric);
        var (worst, best) = direction > 0 ? (low, high) : (-high, -low);
        var wanted = direction > 0 ? Value : -Value;
        var said = $"{Metric}{Where(Set)} {Shown(value)} [{Shown(low)}, {Shown(high)}]";
        return worst >= wanted ? Open(said)
            : best < wanted ? Closed($"{said} does not reach {Shown(Value)}")
            : Unsure($"{said} neither reaches nor misses {Shown(Value)} for sure");
    }
}
