using System.Globalization;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Strategy;

namespace Flywheel.Monitoring.Advice;

/// <summary>What a strategy can do about a cohort that does badly: keep more of its points for training, and let no candidate harm it.</summary>
public static class CohortAdvice
{
    /// <summary>Points of each of the rule's cohorts a turn.</summary>
    private const int PerStratum = 200;

    /// <param name="metric">By which it does badly.</param>
    /// <param name="cohort">Its name.</param>
    public static IEnumerable<StrategyChange> Of(ModelStrategy strategy, string metric, string cohort)
    {
        var name = strategy.Cohorts.Single(one => one.Name == cohort).Rule;
        var rule = strategy.CohortsFile.Cohorts[name];
        yield return new(
            StrategyLoader.CurationName,
            ["rules"],
            $"- stratified: {{ by: {StrategyChange.Quoted(rule.Strata)}, per-stratum: {PerStratum} }}",
            $"Up to {PerStratum} points a turn are kept of {cohort}, and as many of each other cohort of the rule '{name}', however rare they are."
        );
        var gates = strategy.Main.OfflineTest.Gates;
        if (
            Margin(gates, metric) is { } margin
            && !gates.OfType<NoHarm>().Any(gate => gate.Metric == metric && (gate.In.Count == 0 || gate.In.Contains(name)))
        )
        {
            yield return new(
                StrategyLoader.MainFile,
                ["offline-test", "gates"],
                $"- no-harm: {{ metric: {metric}, by: {margin.ToString(CultureInfo.InvariantCulture)}, in: [ {name} ] }}",
                $"No candidate that loses so much {metric} in a cohort of the rule '{name}' comes into force. The margin is that of the gates there are: size it by what flywheel simulate says."
            );
        }
    }

    /// <summary>That of the gate which asks cohorts already, or twice what may be lost of all rows; null where neither is asked by the metric.</summary>
    private static double? Margin(IReadOnlyList<Gate> gates, string metric) =>
        gates.OfType<NoHarm>().FirstOrDefault(gate => gate.Metric == metric)?.By
        ?? (2 * gates.OfType<NoWorse>().FirstOrDefault(gate => gate.Metric == metric)?.By);
}
