using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc(
    "Overall the candidate is not worse than the model in force by more than a margin: the lower bound decides, on these rows and, where the ledger can tell, in the next cycle."
)]
public sealed record NoWorse : Gate
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Metric { get; init; }

    [Doc("Margin: a loss up to this is accepted."), AtLeast(0), Example("0.01")]
    public required double By { get; init; }

    [Doc("Margin in the next cycle, where the ledger can tell it; `by` without it. One cycle differs from the next by more than days do.")]
    [AtLeast(0), Example("0.05")]
    public double? NextCycle { get; init; }

    [Doc("An evaluation set; the hold-out without it."), Example("red-eye")]
    public string? Set { get; init; }

    public override string JudgedMetric => Metric;

    public override IEnumerable<DeclaredName> Names => SetNamed(Set);

    public override string Said =>
        $"{Metric} not worse by more than {Shown(By)}{Where(Set)}{(NextCycle is { } next ? $", in the next cycle by {Shown(next)}" : "")}";

    public override GateResult Judge(Comparison seen, double error)
    {
        var onTheseRows = seen.On(Set, Metric)?.Difference;
        if (onTheseRows is not { StandardError: not null })
        {
            return Unsure(
                $"the difference in {Metric}{Where(Set)} could not be measured: {onTheseRows?.Why ?? (seen.Current is null ? "no model in force" : "no labelled row")}"
            );
        }

        var here = Margin(Gain(onTheseRows, Metric)!, By, $"gain in {Metric}{Where(Set)}");
        if (Set is not null || seen.NextCycle is not { } predicted || predicted.Metric != Metric)
        {
            return Set is null && NextCycle is not null
                ? here with
                {
                    Why = $"{here.Why}; the next cycle cannot be predicted yet, so its margin is not asked",
                }
                : here;
        }

        var next = Margin(Gain(predicted.Difference, Metric)!, NextCycle ?? By, $"gain in {Metric} in the next cycle");
        return Both(here, next);
    }

    /// <summary>Open when both are; one that is closed closes it.</summary>
    private GateResult Both(GateResult here, GateResult next)
    {
        var why = $"{here.Why}; {next.Why}";
        return here.Outcome == GateOutcome.Closed || next.Outcome == GateOutcome.Closed ? Closed(why)
            : here.Outcome == GateOutcome.Open && next.Outcome == GateOutcome.Open ? Open(why)
            : Unsure(why);
    }
}
