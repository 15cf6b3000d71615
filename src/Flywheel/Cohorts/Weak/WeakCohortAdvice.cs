using System.Globalization;
using Flywheel.Monitoring.Advice;
using Flywheel.Strategy;

namespace Flywheel.Cohorts.Weak;

/// <summary>What the strategy can do about a weak cohort: measure it from now on, and keep or buy labels of it.</summary>
public static class WeakCohortAdvice
{
    /// <summary>Points of the cohort a turn.</summary>
    private const int Points = 200;

    public static IEnumerable<StrategyChange> Of(ModelStrategy strategy, WeakCohort cohort)
    {
        var condition = StrategyChange.Quoted(cohort.Condition);
        if (cohort.Known is null)
        {
            yield return new(
                StrategyLoader.CohortsName,
                ["cohorts"],
                $"{StrategyChange.Name($"weak {cohort.Name}")}: {condition}",
                "The events that meet it become a cohort: what happens to them is measured, and gates can ask for it."
            );
        }

        var price = strategy.Curation.Labels.Price;
        yield return new(
            StrategyLoader.CurationName,
            ["rules"],
            $"- error-analysis: {{ where: {condition}, count: {Points} }}",
            price > 0
                ? $"Labels of up to {Points} of its events a turn are bought, for {(price * Points).ToString("0.##", CultureInfo.InvariantCulture)} at most, by chance among them, so that estimates stay right."
                : $"Up to {Points} of its events a turn are kept for training, by chance among them; where another rule keeps every event, it changes nothing."
        );
    }
}
