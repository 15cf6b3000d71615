using Flywheel.Cohorts;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>Labelled rows of the as-of log with what metrics and cohorts need, in order of id.</summary>
/// <param name="Sample">Labels, weights, clusters.</param>
/// <param name="LoggedScore">The score that production gave, shape [rows]; NaN where it gave none.</param>
/// <param name="Masks">Which cohorts each row is in.</param>
/// <param name="Where">The SQL condition that picked the rows, to read their features in the same order.</param>
public sealed record LabelledRows(LabelledSample Sample, double[] LoggedScore, CohortMasks Masks, string Where)
{
    /// <summary>Score from which the model in force says 1; null where it says probabilities alone, or no metric asks.</summary>
    public double? Threshold { get; init; }

    /// <param name="where">SQL condition over <c>log</c>; rows without a label are left out besides.</param>
    public static LabelledRows Read(Turn turn, string where)
    {
        var rows = Read(turn.Strategy, turn.Database, where, turn.Strategy.Cohorts);
        return turn.Strategy.Metrics.Any(metric => metric is PredictionMetric)
            ? rows with
            {
                Threshold = ModelShelf.ThresholdInForce(turn),
            }
            : rows;
    }

    /// <param name="database">Has the rows in its <c>log</c>.</param>
    /// <param name="where">SQL condition over it; rows without a label are left out besides.</param>
    /// <param name="cohorts">Those to tell of each row.</param>
    public static LabelledRows Read(ModelStrategy strategy, Database database, string where, IReadOnlyList<Cohort> cohorts)
    {
        var label = strategy.Target.Number(Sql.Name(strategy.Log.Label.Column));
        var score = strategy.Target.Number(Sql.Name(strategy.Log.Prediction));
        var labelled = $"({where}) AND {label} IS NOT NULL";
        var flags = new PackedFlags([.. cohorts.Select(cohort => cohort.Sql)]);

        var rows = (int)database.Value<long>($"SELECT count(*) FROM log WHERE {labelled}");
        var (labels, weights, scores) = (new double[rows], new double[rows], new double[rows]);
        var (clusters, places) = (new int[rows], Array.Empty<long>());
        var (kinds, known) = (new int[rows], new RowKinds(flags.Columns));
        var at = 0;

        // Clusters are ranked before they are joined: a window function would sort every row for it. No declared column has a name with a space.
        foreach (
            var chunk in database.Chunks(
                $"""
                WITH clusters AS (
                    SELECT cluster AS "one cluster", row_number() OVER (ORDER BY cluster) - 1 AS "its place" FROM (SELECT DISTINCT cluster FROM log WHERE {labelled}))
                SELECT CAST({label} AS DOUBLE) AS label, weight, "its place" AS cluster, {score} AS score{flags.Select}
                FROM log JOIN clusters ON "one cluster" IS NOT DISTINCT FROM log.cluster
                WHERE {labelled} ORDER BY {Sql.Name(strategy.Log.Id)}
                """
            )
        )
        {
            chunk.CopyTo(0, labels.AsSpan(at, chunk.Rows));
            chunk.CopyTo(1, weights.AsSpan(at, chunk.Rows));
            Array.Resize(ref places, Math.Max(places.Length, chunk.Rows));
            chunk.CopyTo(2, places);
            for (var row = 0; row < chunk.Rows; row++)
            {
                clusters[at + row] = (int)places[row];
            }

            chunk.CopyTo(3, scores.AsSpan(at, chunk.Rows));
            known.Number(chunk, first: 4, kinds.AsSpan(at, chunk.Rows));
            at += chunk.Rows;
        }

        return new(
            new(labels, weights, clusters, rows == 0 ? 0 : clusters.Max() + 1),
            scores,
            new(cohorts, kinds, [.. known.Bits.Select(bits => flags.True(bits).ToArray())]),
            labelled
        );
    }

    /// <summary>
    /// Whether one version gave the logged score of every row: then its scores are known without asking the model. Of a refitted one production logs what the refit says; a logged
    /// score that is no class or no finite number is none.
    /// </summary>
    public bool AreScoredBy(Turn turn, string version) =>
        Array.TrueForAll(LoggedScore, double.IsFinite)
        && ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, version).Refit is null
        && turn.Database.Value<long>(
            $"SELECT count(*) FROM log WHERE {Where} AND ({turn.Log.Score} IS NULL OR scored_by IS DISTINCT FROM {Sql.Text(version)})"
        ) == 0;

    /// <summary>Rows whose logged score is there: what production can be judged by.</summary>
    public bool[] Scored() => Array.ConvertAll(LoggedScore, score => !double.IsNaN(score));
}
