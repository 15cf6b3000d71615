using System.Globalization;
using Flywheel.Strategy;
using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Backtesting.Schedules;

/// <summary>What the study says about the strategy's trigger, in sentences.</summary>
/// <param name="IsDecided">Whether the history tells.</param>
/// <param name="Said">The answer.</param>
/// <param name="Write">What to write into the trigger; null where there is nothing to change.</param>
public sealed record ScheduleVerdict(bool IsDecided, string Said, string? Write)
{
    public static ScheduleVerdict Of(ModelStrategy strategy, ScheduleResult result, IntervalChoice? choice) =>
        result.Cells.Count == 0
            ? new(
                false,
                $"not enough evidence: the history has {result.Ends.Count} cycles and {result.Trainings} models could be trained; an interval needs {AgeEffects.FewestCycles + 1} cycles after the first model.",
                null
            )
        : choice is null ? new(false, WhyNone(result), null)
        : Judged(strategy, result, choice);

    /// <summary>The strategy's shortest fixed interval, wherever it stands in the trigger; null without one.</summary>
    public static TimeSpan? PresentOf(ModelStrategy strategy) =>
        All(strategy.Main.Trigger).OfType<Every>().Select(every => (TimeSpan?)every.Interval).Min();

    /// <summary>The same in cycles, where it is so many whole ones.</summary>
    public static int? CyclesOf(ModelStrategy strategy) =>
        PresentOf(strategy) is { } interval && interval.Ticks % strategy.Main.Cycle.Ticks == 0
            ? (int)(interval / strategy.Main.Cycle)
            : null;

    /// <summary>An amount of money, to the digits that matter.</summary>
    public static string Money(double amount) =>
        Math.Round(amount, Math.Abs(amount) < 100 ? 1 : 0) is var rounded && rounded == 0
            ? "0"
            : rounded.ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>A trigger and all that it is made of.</summary>
    public static IEnumerable<Trigger> All(Trigger trigger) => trigger.Inner.SelectMany(inner => All(inner.Trigger)).Prepend(trigger);

    private static string WhyNone(ScheduleResult result) =>
        result.Price switch
        {
            null =>
                "not decided: the strategy does not say what errors and trainings cost. Write costs into strategy.yaml, or give --price (money of one unit of the first metric for one event) and --retraining (money of one training with its review and roll-out).",
            { Training: <= 0 } =>
                "not decided: a training costs nothing, so none is ever too many. Write training, review or roll-out under costs, or give --retraining.",
            _ => "not enough evidence: the cost could not be told in enough cycles.",
        };

    private static ScheduleVerdict Judged(ModelStrategy strategy, ScheduleResult result, IntervalChoice choice)
    {
        var (cycle, currency) = (strategy.Main.Cycle, result.Price!.Currency is { Length: > 0 } name ? $" {name}" : "");
        var best = choice.Best;
        var cheapest =
            $"every: {Every(best)} is the cheapest of {choice.Costs.Count} intervals as estimated, {Money(best.Total)}{currency} a cycle [{Money(best.Low)}, {Money(best.High)}]";
        var open = choice.Open.Where(cost => cost.Cycles != best.Cycles).ToList();
        var others =
            open.Count == 0 ? "Every other interval is excluded."
            : open.Count == choice.Costs.Count - 1 ? "No other interval is excluded as the cheapest."
            : $"Not excluded as the cheapest: {string.Join(", ", open.Select(Every))}.";
        var edge =
            best.Cycles == choice.Costs.Count ? " It is the longest that this history tells of, so a longer one may be cheaper still." : "";
        if (choice.Present is { } present && choice.Saved is { } saved && present.Cycles != best.Cycles)
        {
            var less =
                $"the present every: {Every(present)} costs {Money(saved.Value!.Value)}{currency} a cycle more [{Money(saved.Low!.Value)}, {Money(saved.High!.Value)}]";
            return choice.IsDecided
                ? new(true, $"{cheapest}; {less}. {others}{edge}", $"every: {Every(best)}")
                : new(false, $"not enough evidence to change: {cheapest}; {less}, which may be chance. {others}{edge}", null);
        }

        var own = PresentOf(strategy) is { } interval
            ? choice.Present is null
                ? $" The present every: {Duration.Text(interval)} is not among those studied."
                : " It is the present one."
            : " The trigger has no fixed interval at present.";
        return choice.IsDecided
            ? new(true, $"{cheapest}.{own} {others}{edge}", choice.Present is null ? $"every: {Every(best)}" : null)
            : new(false, $"not enough evidence: {cheapest}, and it cannot be told from its neighbours.{own} {others}{edge}", null);

        string Every(IntervalCost cost) => Duration.Text(cost.Cycles * cycle);
    }
}
