using Flywheel.Monitoring;
using Flywheel.Turns;

namespace Flywheel.Datasets;

/// <summary>How many rows of an evaluation set are in a group, and what their labels are in the mean.</summary>
/// <param name="Group">All rows, or a cohort.</param>
/// <param name="Mean">Share of positives, or mean of numbers; null of classes, and without a row.</param>
public sealed record EvaluationSetGroup(string Group, long Rows, double? Mean)
{
    /// <summary>All rows, then each cohort; only all rows where the set lacks a column that cohorts may ask for.</summary>
    internal static IReadOnlyList<EvaluationSetGroup> Of(Turn turn, EvaluationSetRows rows)
    {
        var target = turn.Strategy.Target;
        List<(string Name, string Sql)> groups =
        [
            (Figure.All, "TRUE"),
            .. rows.Has(turn.Strategy) ? turn.Strategy.Cohorts.Select(cohort => (cohort.Name, cohort.Sql)) : [],
        ];
        var label = $"CAST({target.Number(turn.Log.Label)} AS DOUBLE)";
        var figures = groups.Select(
            (group, i) =>
                $"count(*) FILTER (WHERE {group.Sql}) AS rows{i}"
                + (target.MeanName is null ? "" : $", {target.Sum(label, turn.Log.Id)} FILTER (WHERE {group.Sql}) AS sum{i}")
        );
        var found = turn.Database.Table($"SELECT {string.Join(", ", figures)} FROM {rows.Relation}");
        return
        [
            .. groups.Select(
                (group, i) =>
                {
                    var count = found.Wholes($"rows{i}")[0];
                    return new EvaluationSetGroup(
                        group.Name,
                        count,
                        target.MeanName is null || count == 0 ? null : found.Reals($"sum{i}")[0] / count
                    );
                }
            ),
        ];
    }
}
