using Flywheel.Monitoring.Joint;
using Flywheel.Strategy;

namespace Flywheel.Monitoring.Projections;

/// <summary>The learned projections of a strategy as columns, fitted to the reference of the turn.</summary>
public static class LearnedColumns
{
    /// <summary>In the order of the file; without those that the reference cannot tell.</summary>
    public static IReadOnlyList<DriftColumn> Of(ModelStrategy strategy, Slice? reference)
    {
        if (strategy.ProjectionsFile.Learned is not { Count: > 0 } learned || reference is null)
        {
            return [];
        }

        var watched = DriftColumn.All(strategy).Where(column => !column.IsScore).ToList();
        var columns = new List<DriftColumn>();
        foreach (var (name, projection) in learned)
        {
            var of = watched
                .Where(column =>
                    projection.Of.Count == 0 ? strategy.Main.Features.ContainsKey(column.Name) : projection.Of.Contains(column.Name)
                )
                .Where(column => column.IsNumeric || projection.TakesCategories)
                .ToList();
            if (of.Count == 0)
            {
                continue;
            }

            var rows = DrawnRows.Of(strategy, reference, of, LearnedProjection.RowsToLearnFrom);
            if (rows.Count > 1 && projection.Fit(rows, strategy.Main.Seed, name) is { } sql)
            {
                columns.Add(new(name, sql, IsNumeric: true, IsScore: false));
            }
        }

        return columns;
    }
}
