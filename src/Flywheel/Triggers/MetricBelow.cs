using System.Globalization;
using Flywheel.Monitoring;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("A metric of production's scores in monitoring's window crosses a limit.")]
public sealed record MetricBelow : Trigger
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Name { get; init; }

    [Doc("Trains when the metric is below.")]
    public double? Below { get; init; }

    [Doc("Trains when the metric is above.")]
    public double? Above { get; init; }

    public override Decision Decide(Signals seen)
    {
        var measured = seen.Window.Figures.FirstOrDefault(figure => figure.Cohort == Figure.All && figure.Metric == Name)?.Measured;
        if (measured?.Value is not { } value)
        {
            return Decision.Unknown($"{Name} could not be measured: {measured?.Why ?? "no model in force"}");
        }

        return Below is { } low && value < low ? new(Answer.Yes, $"{Name} {Shown(value)} is below {Shown(low)}")
            : Above is { } high && value > high ? new(Answer.Yes, $"{Name} {Shown(value)} is above {Shown(high)}")
            : new(Answer.No, $"{Name} {Shown(value)} is within its limits");
    }

    private static string Shown(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
