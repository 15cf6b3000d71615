using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;

namespace Flywheel.Monitoring.Advice;

/// <summary>What answers values that have moved: points of each text for training, cohorts by a number or a condition.</summary>
public static class ValueAdvice
{
    /// <summary>Points of each text a turn.</summary>
    private const int PerStratum = 100;

    /// <param name="name">Of a feature or a projection; of any other there is none.</param>
    public static IEnumerable<StrategyChange> Of(Observation seen, string name) =>
        seen.Strategy.Main.Features.TryGetValue(name, out var feature)
            ? feature.IsCategory || feature.Wanted == Wanted.Number
                ? Of(seen, name, feature.Of, feature.IsCategory)
                : []
            : seen.Strategy.ProjectionsFile.Projections.TryGetValue(name, out var projection)
                ? Of(seen, name, projection)
                : [];

    /// <param name="name">What the values are called.</param>
    /// <param name="of">What they are.</param>
    /// <param name="isCategory">Whether numbers are names too.</param>
    public static IEnumerable<StrategyChange> Of(Observation seen, string name, Expression of, bool isCategory = false) =>
        isCategory
            ? Strata(name, of)
            : seen.Strategy.Of(of).Type switch
            {
                SqlType.Boolean => Cohort(name, of),
                SqlType.Integer or SqlType.Double => Quarters(seen, name, of),
                _ => Strata(name, of),
            };

    private static IEnumerable<StrategyChange> Strata(string name, Expression of) =>
        [
            new(
                StrategyLoader.CurationName,
                ["rules"],
                $"- stratified: {{ by: {StrategyChange.Quoted(of.Text)}, per-stratum: {PerStratum} }}",
                $"Of each {name} up to {PerStratum} points a cycle are kept for training, of those that have become frequent too."
            ),
        ];

    private static IEnumerable<StrategyChange> Cohort(string name, Expression of) =>
        [
            new(
                StrategyLoader.CohortsName,
                ["cohorts"],
                $"{StrategyChange.Name(name)}: {StrategyChange.Quoted(of.Text)}",
                "The events that meet it become a cohort: what happens to them is measured, and gates can ask for it."
            ),
        ];

    private static IEnumerable<StrategyChange> Quarters(Observation seen, string name, Expression of)
    {
        var column = new DriftColumn(name, seen.Strategy.Sql(of), IsNumeric: true, IsScore: false);
        var reference = seen.Reference is { } before ? column.Read(before.Database, before.Where) : null;
        var edges = reference is not { Total: > 0 }
            ? []
            : new[] { 0.25, 0.5, 0.75 }
                .Select(reference.Quantile)
                .Distinct()
                .Select(edge => edge.ToString("R", CultureInfo.InvariantCulture))
                .ToList();
        return edges.Count == 0
            ? []
            :
            [
                new(
                    StrategyLoader.CohortsName,
                    ["cohorts"],
                    $"{StrategyChange.Name(name)}-quarter: {{ bands: {{ of: {StrategyChange.Quoted(of.Text)}, at: [ {string.Join(", ", edges)} ] }} }}",
                    $"The quarters of {name} in the reference become cohorts: what the drift does to each is measured, and gates can ask for it."
                ),
            ];
    }
}
