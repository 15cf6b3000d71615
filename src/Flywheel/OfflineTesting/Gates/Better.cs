using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc("The candidate is better than the model in force for sure, by more than a margin: the lower bound decides.")]
public sealed record Better : Gate
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Metric { get; init; }

    [Doc("Margin: the gain that must be exceeded."), AtLeast(0), Example("0.005")]
    public double By { get; init; }

    [Doc("An evaluation set; the hold-out without it."), Example("red-eye")]
    public string? Set { get; init; }

    public override string JudgedMetric => Metric;

    public override IEnumerable<DeclaredName> Names => SetNamed(Set);

    public override bool NeedsModelInForce => true;

    public override string Said => $"{Metric} better{(By > 0 ? $" by more than {Shown(By)}" : "")}{Where(Set)}";

    public override GateResult Judge(Comparison seen, double error)
    {
        var difference = seen.On(Set, Metric)?.Difference;
        if (difference is not { StandardError: not null })
        {
            return Unsure($"the difference in {Metric}{Where(Set)} could not be measured: {difference?.Why ?? "no labelled row"}");
        }

        var gain = Gain(difference, Metric)!;
        var said = $"gain in {Metric}{Where(Set)} {Signed(gain.Value)} [{Signed(gain.Low)}, {Signed(gain.High)}]";
        var most = By > 0 ? $"a gain of {Shown(By)}" : "a gain";
        return gain.Low > By ? Open($"{said}; {most} is {(By > 0 ? "exceeded" : "shown")}")
            : gain.High <= By ? Closed($"{said}; {most} is excluded")
            : Unsure($"{said}; {most} is neither shown nor excluded");
    }
}
