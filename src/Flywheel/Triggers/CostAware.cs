using System.Globalization;
using Flywheel.Metrics;
using Flywheel.Monitoring.Checks;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("Not training has cost as much as a training: each turn a challenger tells what the model in force lost.")]
public sealed record CostAware : Trigger, IConsistent
{
    /// <remarks>
    /// The rule of rent or buy: go on paying the rent until it has added up to the price, then buy. Whatever the rents are, it pays at most
    /// twice what the best decision would have paid that had known them beforehand, and no rule without chance does better
    /// (A. Karlin, M. Manasse, L. Rudolph, D. Sleator, Algorithmica 3, 1988, pp. 79–119; R. Karp, IFIP Congress 1992, pp. 416–429). That
    /// takes the rents for known and not negative, and a training for the end of them; here they are estimated, and begin again.
    /// </remarks>
    [Doc("Metric to reckon by, where errors at the operating threshold are not what costs; costs without it.")]
    public string? Metric { get; init; }

    [Doc("Money of one unit of the metric for one event."), Range(0, 1e9, MinOpen = true), Example("0.5")]
    public double? Price { get; init; }

    [Doc("Money of a training with its review and roll-out; those of costs without it."), Range(0, 1e12, MinOpen = true)]
    public double? Training { get; init; }

    public override IEnumerable<DeclaredName> Names => Metric is null ? [] : [new("metric", Metric, NameOf.Metric)];

    public override Decision Decide(Signals seen)
    {
        var regret = seen.Regret(this);
        var (price, money) = (regret.Price, regret.Price.Currency.Length == 0 ? "" : $" {regret.Price.Currency}");
        var cycles = $"{regret.Cycles} {(regret.Cycles == 1 ? "cycle" : "cycles")}";
        var when = regret.Since is { } since
            ? $"in {cycles} since the training of {Ledger.Day(since)}"
            : $"in {cycles}, and nothing was trained before";
        var challengers =
            $"{regret.Cycles} {(regret.Cycles == 1 ? "challenger was" : "challengers were")} trained to tell"
            + (price.Challenger is { } each ? $", for {Money(each * regret.Cycles)}{money}" : "");
        var gap = regret.Unknown is null ? "" : $"; not known in all of them: {regret.Unknown}";
        return regret.Total is not { } total
            ? Decision.Unknown($"what the model in force lost {when} is not known: {regret.Unknown}; {challengers}")
            : new(
                total >= price.Training ? Answer.Yes
                    : regret.Unknown is null ? Answer.No
                    : Answer.Unknown,
                $"the model in force lost {Money(total)} [{Money(regret.Low!.Value)}, {Money(regret.High!.Value)}]{money} {when}{gap}, and a training costs {Money(price.Training)}{money}; {challengers}"
            );
    }

    /// <summary>Its price under a strategy that lacks nothing.</summary>
    public RegretPrice PriceUnder(ModelStrategy strategy)
    {
        var costs = strategy.Main.Costs;
        var (training, currency) = (Training ?? OfTraining(costs), costs?.Currency ?? "");
        return Metric is { } name
            ? new(
                $"{name} at {Price!.Value.ToString("R", CultureInfo.InvariantCulture)}",
                strategy.Metric(name),
                Price.Value,
                training,
                costs?.Training,
                currency
            )
            : new(
                Contrasts.Cost,
                new ErrorCost(Contrasts.Cost, costs!.OperatingThreshold, costs.FalsePositive, costs.FalseNegative),
                1 / ErrorCost.Rows,
                training,
                costs.Training,
                currency
            );
    }

    public override IEnumerable<Contradiction> Lacks(StrategyFile strategy)
    {
        var metric = MetricKinds.Of(strategy.Task).First(kind => kind.Direction < 0).Name;
        if (Metric is null && strategy.Costs is null)
        {
            yield return new(
                "metric",
                "cost-aware reckons by what errors cost, and the strategy does not say.",
                "What is lost without a training is compared with what a training costs.",
                (
                    strategy.Task == ModelTask.Binary
                        ? "Add e.g. 'costs: { false-positive: 1, false-negative: 3, training: 5, review: 50, roll-out: 20 }', or name"
                        : "Name"
                ) + $" a metric with its price: 'cost-aware: {{ metric: {metric}, price: 0.5, training: 75 }}'."
            );
        }
        else if (Training is null && OfTraining(strategy.Costs) == 0)
        {
            yield return new(
                "training",
                "cost-aware is not told what a training costs.",
                "Any loss at all would train.",
                (strategy.Costs is null ? "" : "Write training, review or roll-out under costs, or ")
                    + (strategy.Costs is null ? "Write" : "write")
                    + " it here, e.g. 'training: 75'."
            );
        }

        if (MetricKinds.Of(strategy.Task).FirstOrDefault(kind => kind.Name == Metric) is { Direction: 0 })
        {
            yield return new(
                "metric",
                $"cost-aware reckons by {Metric}.",
                "Neither more nor less of it is better, so nothing is lost by it.",
                $"Name another, e.g. '{metric}'."
            );
        }
    }

    public IEnumerable<Contradiction> Contradictions() =>
        (Metric is null) != (Price is null)
            ?
            [
                new(
                    Metric is null ? "price" : "metric",
                    Metric is null ? "A price stands without its metric." : "A metric stands without its price.",
                    "What is lost is the metric times its price.",
                    "Write both, e.g. 'metric: log-loss, price: 0.5', or neither: then the strategy's costs are taken."
                ),
            ]
            : [];

    private static double OfTraining(CostsSection? costs) => costs is null ? 0 : costs.Training + costs.Review + costs.RollOut;

    private static string Money(double money) => money.ToString("#,0.##", CultureInfo.InvariantCulture);
}
