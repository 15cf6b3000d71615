using Flywheel.Monitoring;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc("Overall the candidate is not worse than the model in force by more than a margin: the lower bound decides.")]
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
        if (seen.Of(Figure.All, Metric)?.Difference is not { StandardError: { } } difference)
        {
            return Unsure(
                $"the difference in {Metric} could not be measured: {seen.Of(Figure.All, Metric)?.Difference?.Why ?? "no model in force"}"
            );
        }

        var gain = Gain(difference, Metric);
        var reach = (gain.High - gain.Low) / 2;
        var measured = $"gain in {Metric} {Signed(gain.Value)} [{Signed(gain.Low)}, {Signed(gain.High)}]";
        var power = $"with these rows a loss of {Shown(reach)} could have been excluded";
        return gain.Low > -By ? Open($"{measured}; a loss of {Shown(By)} is excluded")
            : gain.High < -By ? Closed($"{measured}; it is worse by more than {Shown(By)}")
            : Unsure($"{measured}; a loss of {Shown(By)} is neither excluded nor shown ({power})");
    }
}
