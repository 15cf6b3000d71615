using System.Globalization;
using System.Text;
using Flywheel.Metrics;
using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Backtesting.Schedules;

/// <summary>What age costs, what each interval of retraining would have gained, and whether that is enough to change the trigger.</summary>
/// <param name="error">Chance that one end of an interval errs.</param>
public sealed class ScheduleReport(ModelStrategy strategy, ScheduleResult result, double error)
{
    public const string Name = "schedule.md";
    private const string DecayName = "schedule-decay.svg";
    private const string CostName = "schedule-cost.svg";
    private const string CellsName = "schedule.csv";

    private readonly AgeEffects? decay = result.Decay(strategy.Metrics[0]);
    private readonly IntervalChoice? choice = result.Choice(ScheduleVerdict.CyclesOf(strategy), error);

    public ScheduleVerdict Verdict => ScheduleVerdict.Of(strategy, result, choice);

    private Metric Metric => strategy.Metrics[0];

    private string Currency => result.Price?.Currency ?? "";

    /// <summary>Paths and texts of the report, its pictures and the numbers behind them; a picture that there is nothing to draw of is empty, and not to be kept.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        var folder = $"reports/{strategy.Model}";
        var pictures = new SchedulePictures(strategy, error);
        var (ages, costs) = (decay is null ? null : pictures.Decay(decay), choice is null ? null : pictures.Cost(choice, Currency));
        return new Dictionary<string, string>
        {
            [$"{folder}/{Name}"] = Text(ages?.Describe(), costs?.Describe()),
            [$"{folder}/{DecayName}"] = ages?.ToSvg() ?? "",
            [$"{folder}/{CostName}"] = costs?.ToSvg() ?? "",
            [$"{folder}/{CellsName}"] = Cells(),
        };
    }

    private string Text(string? ofAges, string? ofCosts)
    {
        var report = new Markdown().Heading(1, $"{strategy.Model}: how often should it be retrained?");
        report.Paragraph($"**{Verdict.Said}**");
        if (Verdict.Write is { } write)
        {
            report.Paragraph(
                $"Write into `trigger` of `strategy/{strategy.Model}/{StrategyLoader.MainFile}`: `{write}`{(ScheduleVerdict.PresentOf(strategy) is { } present ? $" in place of `every: {Duration.Text(present)}`" : "")}."
            );
        }

        report.Paragraph(
            $"Recorded history to {Ledger.Day(result.Ends[^1])}: {result.Trainings} models, one trained at the end of each cycle by the strategy's own recipe on what was known then, each measured on every cycle after its training"
                + (
                    result.Cells.Count == 0
                        ? "."
                        : $" up to the oldest age that {AgeEffects.FewestCycles} cycles tell of; {result.Cells.Count} measurements over {result.TestedCycles} cycles."
                )
        );
        AddDecay(report, ofAges);
        AddCosts(report, ofCosts);
        return report.ToString();
    }

    private void AddDecay(Markdown report, string? shows)
    {
        if (decay is null || shows is null)
        {
            return;
        }

        var turn = Metric.Direction > 0 ? -1 : 1;
        report
            .Heading(2, "What age loses")
            .Picture(DecayName, shows)
            .Table(
                ["age", "#cycles that tell", $"#{Metric.Name}, difference from age {Duration.Text(strategy.Main.Cycle)}"],
                Enumerable
                    .Range(1, decay.Oldest)
                    .Select(age =>
                        (IReadOnlyList<string>)
                            [
                                Duration.Text(age * strategy.Main.Cycle),
                                Numbers.Count(decay.Cycles[age - 1]),
                                age == 1 ? "0" : Numbers.Difference(SchedulePictures.Turned(decay.At(age, error), turn)),
                            ]
                    )
            )
            .Paragraph(
                $"Models of one cycle are compared with each other, so that a hard cycle is not taken for an old model: the tested cycle explains {Numbers.Percent(decay.Shares.Cycle)} of the variance of {Metric.Name}, and age {Numbers.Percent(decay.Shares.Age)} beyond it. "
                    + Intervals
            );
    }

    private string Intervals =>
        FormattableString.Invariant(
            $"Intervals are pointwise {100 * (1 - (2 * error)):0} % ones by Student's t, from leaving out each tested cycle and each model in turn. Numbers of single measurements are in `{CellsName}`."
        );

    private void AddCosts(Markdown report, string? shows)
    {
        if (choice is null || shows is null)
        {
            return;
        }

        var money = Currency.Length > 0 ? $", {Currency}" : "";
        report
            .Heading(2, "What each interval costs")
            .Picture(CostName, shows)
            .Table(
                [
                    "every",
                    $"#lost to age a cycle{money}",
                    $"#retraining a cycle{money}",
                    $"#total a cycle{money}",
                    "#more than the cheapest",
                    "may be the cheapest",
                ],
                choice.Costs.Select(cost =>
                    (IReadOnlyList<string>)
                        [
                            Duration.Text(cost.Cycles * strategy.Main.Cycle) + (cost == choice.Present ? " (present)" : ""),
                            Money(cost.Lost.Value!.Value, cost.Lost.Low!.Value, cost.Lost.High!.Value),
                            ScheduleVerdict.Money(cost.Retraining),
                            Money(cost.Total, cost.Low, cost.High),
                            cost == choice.Best ? "–" : Money(cost.Against.Value!.Value, cost.Against.Low!.Value, cost.Against.High!.Value),
                            cost == choice.Best ? "yes, as estimated"
                            : cost.IsOpen ? "yes"
                            : "no",
                        ]
                )
            )
            .Paragraph(
                $"What is lost to age is {result.Price!.By} against a model of every cycle, for {Numbers.Count((long)Math.Round(result.Events))} events a cycle: the area between the two curves over an interval, by its cycles. "
                    + $"A retraining costs {ScheduleVerdict.Money(result.Price.Training)}{(Currency.Length > 0 ? " " + Currency : "")}. "
                    + FormattableString.Invariant(
                        $"An interval may not be the cheapest where another one is cheaper by a one-sided test at {error} / {choice.Costs.Count - 1}: those that stay hold the one that is, with a chance of at least {100 * (1 - error):0} %. "
                    )
                    + "Gates are not asked: every retraining is taken to come into force."
            );

        static string Money(double value, double low, double high) =>
            $"{ScheduleVerdict.Money(value)} [{ScheduleVerdict.Money(low)}, {ScheduleVerdict.Money(high)}]";
    }

    private string Cells()
    {
        var text = new StringBuilder("trained,cycle-ended,age,rows,events,metric,value,priced\n");
        foreach (var cell in result.Cells)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Ledger.Day(result.Ends[cell.Trained])},{Ledger.Day(result.Ends[cell.Tested])},{cell.Tested - cell.Trained},{cell.Rows},{cell.Events},{Metric.Name},{cell.Metric:0.000000},{cell.Priced:0.000000}\n"
            );
        }

        return text.ToString();
    }
}
