using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc("Against creep: the candidate is not worse than the best model in force over the last turns by more than a margin.")]
public sealed record NoCreep : Gate
{
    [Doc("The strategy's first metric, which the ledger knows."), Example("auc")]
    public required string Metric { get; init; }

    [Doc("Margin: a loss up to this is accepted."), AtLeast(0), Example("0.02")]
    public required double By { get; init; }

    [Doc("Turns to look back."), Range(1, 1000), Example("8")]
    public int Over { get; init; } = 8;

    public override string JudgedMetric => Metric;

    public override string Said => $"{Metric} not worse by more than {Shown(By)} than the best model in force over {Over} turns";

    public override GateResult Judge(Comparison seen, double error)
    {
        if (seen.Anchor is not { } anchor)
        {
            return Unsure("no model was in force in these turns");
        }

        return anchor.Difference is { StandardError: not null } difference
            ? Margin(Gain(difference, Metric)!, By, $"gain in {Metric} over {anchor.Version}")
            : Unsure($"the difference from {anchor.Version} could not be measured: {anchor.Difference.Why}");
    }
}
