using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Distances;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>Every watched column's distances from the reference.</summary>
public static class Drifts
{
    /// <summary>Columns in their order, each with the strategy's distances.</summary>
    /// <param name="columns">Those of <see cref="Observation.Columns"/>.</param>
    /// <param name="window">SQL condition of the window's rows of <c>log</c>.</param>
    /// <param name="before">That of the reference's.</param>
    /// <param name="referenceScores">Scores of the reference, shape [rows of the reference].</param>
    /// <remarks>A column without a value on one side has no distance, nor has one whose numbers are so large that their moments overflow.</remarks>
    public static IEnumerable<Drift> Between(
        ModelStrategy strategy,
        IReadOnlyList<DriftColumn> columns,
        Database database,
        string window,
        string before,
        double[] referenceScores
    )
    {
        var distances = strategy.Distances;
        var batches = ManyColumns.Batches(columns, database, window, before);
        var drifts = new IReadOnlyList<Drift>[batches.Count];
        database.AtOnce([.. batches.Select((batch, i) => (Action<Database>)(beside => drifts[i] = Read(batch, beside)))]);
        return drifts.SelectMany(drift => drift);

        IReadOnlyList<Drift> Read(IReadOnlyList<DriftColumn> batch, Database beside)
        {
            IReadOnlyList<Distribution> references = batch[0].IsScore
                ? [DriftColumn.Of(strategy.Target, referenceScores)]
                : ManyColumns.Read(beside, batch, before);
            var currents = ManyColumns.Read(beside, batch, window);
            return
            [
                .. batch.SelectMany(
                    (column, i) => IsEmpty(references[i], currents[i]) ? [] : Of(column, distances, references[i], currents[i])
                ),
            ];
        }

        static bool IsEmpty(Distribution reference, Distribution current) => reference.Total == 0 || current.Total == 0;
    }

    /// <summary>The distances that are defined for a column; both sides hold a row.</summary>
    internal static IReadOnlyList<Drift> Of(
        DriftColumn column,
        IReadOnlyList<Distance> distances,
        Distribution reference,
        Distribution current
    ) =>
        [
            .. distances
                .Where(distance => column.IsNumeric || distance.TakesCategories)
                .Select(distance => new Drift(
                    column.Name,
                    distance.Name,
                    distance.Convention(column.IsNumeric),
                    Math.Round(distance.Between(reference, current), 6)
                ))
                .Where(drift => double.IsFinite(drift.Value)),
        ];
}
