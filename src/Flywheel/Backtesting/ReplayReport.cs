using System.Globalization;
using System.Text;
using Flywheel.Reports;
using Flywheel.Reports.Charts;
using Flywheel.State;
using Flywheel.Strategy;

namespace Flywheel.Backtesting;

/// <summary>What the strategy would have done to history, beside the references.</summary>
/// <remarks>Compared over the cycles that every strategy had a model in: with a shorter hold-out the first one comes earlier.</remarks>
public sealed class ReplayReport
{
    public const string Name = "strategy.verified.md";
    private const string PictureName = "strategy.svg";
    private const string CurvesName = "strategy.csv";

    private readonly ModelStrategy strategy;
    private readonly IReadOnlyList<ReplayResult> results;

    /// <param name="results">The strategy at hand first.</param>
    public ReplayReport(ModelStrategy strategy, IReadOnlyList<ReplayResult> results)
    {
        var common = results
            .Select(result => result.Points.Select(point => point.Ended))
            .Aggregate((one, other) => one.Intersect(other))
            .ToHashSet();
        this.strategy = strategy;
        this.results =
        [
            .. results.Select(result => result with { Points = [.. result.Points.Where(point => common.Contains(point.Ended))] }),
        ];
    }

    /// <summary>Paths and texts of the report, its picture and the numbers that it draws.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        var folder = $"reports/{strategy.Model}";
        var chart = Chart();
        return new Dictionary<string, string>
        {
            [$"{folder}/{Name}"] = Text(chart.Describe()),
            [$"{folder}/{PictureName}"] = chart.ToSvg(),
            [$"{folder}/{CurvesName}"] = Curves(),
        };
    }

    private string Metric => strategy.Metrics[0].Name;

    private string Text(string shows)
    {
        var first = results[0].Points[0];
        return new Markdown()
            .Heading(1, $"{strategy.Model}: what would this strategy have done?")
            .Paragraph(
                $"Recorded history from {Ledger.Day(first.Ended - strategy.Main.Cycle)} to {Ledger.Day(results[0].Points[^1].Ended)}, replayed: the model in force scores each cycle, labels come when they came, every proposal counts as merged. "
                    + $"{Metric} is measured afterwards on all labels of a cycle; the first point is the first model on its hold-out."
            )
            .Table(
                [
                    "strategy",
                    $"#mean {Metric}",
                    "#worst cycle",
                    "#trainings",
                    "#promotions",
                    "#million rows × rounds",
                    "#turns with an alarm",
                    "#label cost",
                ],
                results.Select(result =>
                    new[]
                    {
                        result.Name,
                        Numbers.Fixed(result.Mean, 4),
                        Numbers.Fixed(result.Points.Min(point => point.Measured.Value ?? 0), 4),
                        Numbers.Count(result.Trainings),
                        Numbers.Count(result.Promotions),
                        Numbers.Fixed(result.TrainingWork / 1e6, 0),
                        Numbers.Count(result.Alarms),
                        Numbers.Fixed(result.LabelCost, 2),
                    }
                )
            )
            .Paragraph(
                $"`{ReferenceStrategy.NeverName}` keeps the first model for ever; `{ReferenceStrategy.EveryCycleName}` trains every cycle and promotes without a gate. The means are over the same {results[0].Points.Count} cycles; which strategy is better is not judged here, as no interval on the difference is given yet."
            )
            .Picture(PictureName, shows)
            .Paragraph($"The numbers are in `{CurvesName}`.")
            .ToString();
    }

    private LineChart Chart() =>
        new()
        {
            Title = $"{Metric} by cycle under each strategy",
            Subtitle = "measured on all labels of the cycle; markers are the strategy at hand",
            X = [.. results[0].Points.Select(point => Ledger.Day(point.Ended)[5..])],
            XLabel = "cycle that ended on",
            YLabel = Metric,
            Series =
            [
                .. results.Select(
                    (result, i) =>
                        new LineSeries
                        {
                            Name = result.Name,
                            Values = [.. result.Points.Select(point => point.Measured.Value)],
                            Style = i switch
                            {
                                0 => LineStyle.Main,
                                1 => LineStyle.Reference,
                                _ => LineStyle.Faint,
                            },
                        }
                ),
            ],
            Events = [.. results[0].Points.Select((point, i) => DecisionEvent.Of(point.Decision, i)).OfType<ChartEvent>()],
        };

    private string Curves()
    {
        var text = new StringBuilder("strategy,cycle-ended,model,rows,metric,value,low,high,held-out,decision\n");
        foreach (var result in results)
        {
            foreach (var point in result.Points)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{result.Name},{Ledger.Day(point.Ended)},{point.Version},{point.Measured.Rows},{Metric},{point.Measured.Value:0.00000},{point.Measured.Low:0.00000},{point.Measured.High:0.00000},{(point.HeldOut ? "yes" : "no")},{point.Decision}\n"
                );
            }
        }

        return text.ToString();
    }
}
