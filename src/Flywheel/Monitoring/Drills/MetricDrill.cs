using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Drills;

/// <summary>A metric taken apart: the rows with the greatest loss, and what each band of scores holds.</summary>
public static class MetricDrill
{
    /// <param name="where">SQL condition of the window's rows of <c>log</c>, within a cohort where one is meant.</param>
    public static Drill Of(ModelStrategy strategy, Metric metric, string where)
    {
        var (id, label, score) = (Sql.Name(strategy.Log.Id), Sql.Name(strategy.Log.Label.Column), Sql.Name(strategy.Log.Prediction));
        var rows = $"""
            WITH rows AS (
                SELECT {id} AS id, CAST({label} AS DOUBLE) AS label, CAST({score} AS DOUBLE) AS score, weight FROM log
                WHERE {where} AND {label} IS NOT NULL AND {score} IS NOT NULL AND NOT isnan({score}))
            """;
        var bands = new Behind(
            "By tenth of the score",
            $"{rows}\nSELECT least(9, floor(10 * score)) / 10 AS score_from, count(*) AS rows, sum(score ORDER BY id) / count(*) AS mean_score, sum(label) / count(*) AS positive FROM rows GROUP BY ALL ORDER BY score_from"
        );
        if (metric.Sql is not { } sql)
        {
            return new(null, [bands]);
        }

        var from = sql.Rows is null ? "rows" : $"({sql.Rows})";
        return new(
            $"{rows}\nSELECT {sql.Value} FROM {from}",
            [
                new(
                    "The rows with the greatest loss",
                    $"{rows},\nworst AS (SELECT id AS {id}, {sql.Loss} AS loss FROM {from} ORDER BY loss DESC, id LIMIT {EventRows.Shown})\n"
                        + $"SELECT loss, {EventRows.Columns(strategy)} FROM log JOIN worst USING ({id}) ORDER BY loss DESC, {id}"
                ),
                bands,
            ]
        );
    }
}
