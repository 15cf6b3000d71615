using Flywheel.Monitoring;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc(
    "Overall the candidate is not worse than the model in force by more than a margin: the lower bound decides, for the next cycle where the ledger can tell."
)]
public sealed record NoWorse : Gate
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Metric { get; init; }

    [Doc("Margin: a loss up to this is accepted."), AtLeast(0), Example("0.01")]
    public required double By { get; init; }

    public override string JudgedMetric => Metric;

    public override string Said => $"{Metric} not worse by more than {Shown(By)}";

    public override GateResult Judge(Comparison seen, double error)
    {
        var onTheseRows = seen.Of(Figure.All, Metric)?.Difference;
        if (onTheseRows is not { StandardError: not null })
        {
            return Unsure($"the difference in {Metric} could not be measured: {onTheseRows?.Why ?? "no model in force"}");
        }

        var nextCycle = seen.NextCycle is { } next && next.Metric == Metric ? next.Difference : null;
        return Margin(
            Gain(nextCycle ?? onTheseRows, Metric)!,
            By,
            nextCycle is null ? $"gain in {Metric}" : $"gain in {Metric} in the next cycle"
        );
    }
}
