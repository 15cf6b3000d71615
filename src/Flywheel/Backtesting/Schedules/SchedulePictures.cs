using Flywheel.Metrics;
using Flywheel.Reports.Charts;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Backtesting.Schedules;

/// <summary>The two pictures of a schedule study: what age loses, and what each interval costs.</summary>
/// <param name="error">Chance that one end of an interval errs.</param>
internal sealed class SchedulePictures(ModelStrategy strategy, double error)
{
    private string BandLabel => FormattableString.Invariant($"{100 * (1 - (2 * error)):0} % interval, by cycles and models");

    public LineChart Decay(AgeEffects effects)
    {
        var ages = Enumerable.Range(1, effects.Oldest).Select(age => effects.At(age, error)).ToList();
        var metric = strategy.Metrics[0];

        // Drawn as people think of the metric: what is lost of a metric where more is better goes down.
        var turn = metric.Direction > 0 ? -1 : 1;
        return new()
        {
            Title = $"{metric.Name} by age of the model",
            Subtitle = "difference from a model trained anew every cycle, in the same cycles",
            X = Places(effects.Oldest),
            XLabel = "time from the training to the end of the tested cycle",
            YLabel = $"{metric.Name}, difference",
            Series = [Line("aged model", ages.ConvertAll(age => Turned(age, turn)), LineStyle.Main)],
            BandLabel = BandLabel,
            Limits = [new(0, "trained every cycle")],
        };
    }

    public LineChart Cost(IntervalChoice choice, string currency) =>
        new()
        {
            Title = "Cost of a cycle by interval of retraining",
            Subtitle = "the area between the curves over an interval, and one retraining, both by its cycles",
            X = Places(choice.Costs.Count),
            XLabel = "interval of retraining",
            YLabel = currency.Length > 0 ? $"{currency} a cycle" : "money a cycle",
            Series =
            [
                new()
                {
                    Name = "total",
                    Values = [.. choice.Costs.Select(cost => (double?)cost.Total)],
                    Low = [.. choice.Costs.Select(cost => (double?)cost.Low)],
                    High = [.. choice.Costs.Select(cost => (double?)cost.High)],
                },
                new()
                {
                    Name = "lost to age",
                    Values = [.. choice.Costs.Select(cost => cost.Lost.Value)],
                    Style = LineStyle.Reference,
                },
                new()
                {
                    Name = "retraining",
                    Values = [.. choice.Costs.Select(cost => (double?)cost.Retraining)],
                    Style = LineStyle.Faint,
                },
            ],
            BandLabel = BandLabel,
            Events =
            [
                new(choice.Best.Cycles - 1, choice.Present == choice.Best ? "cheapest, present" : "cheapest", EventKind.Note),
                .. choice.Present is { } present && present != choice.Best
                    ? [new ChartEvent(present.Cycles - 1, "present", EventKind.Note)]
                    : Array.Empty<ChartEvent>(),
            ],
        };

    private IReadOnlyList<string> Places(int count) =>
        [.. Enumerable.Range(1, count).Select(cycles => Duration.Text(cycles * strategy.Main.Cycle))];

    private static LineSeries Line(string name, List<Measurement> values, LineStyle style) =>
        new()
        {
            Name = name,
            Values = values.ConvertAll(value => value.Value),
            Low = values.ConvertAll(value => value.Low),
            High = values.ConvertAll(value => value.High),
            Style = style,
        };

    /// <summary>A measurement times 1 or -1; a negative one swaps its ends.</summary>
    internal static Measurement Turned(Measurement of, int by) =>
        by > 0 ? of : of with { Value = -of.Value, Low = -of.High, High = -of.Low };
}
