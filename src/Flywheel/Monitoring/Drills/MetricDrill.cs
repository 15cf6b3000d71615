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
        var id = Sql.Name(strategy.Log.Id);
        var label = strategy.Target.Number(Sql.Name(strategy.Log.Label.Column));
        var score = strategy.Target.Number(Sql.Name(strategy.Log.Prediction));
        var rows = $"""
            WITH rows AS (
                SELECT {id} AS id, CAST({label} AS DOUBLE) AS label, CAST({score} AS DOUBLE) AS score, weight FROM log
                WHERE {where} AND {label} IS NOT NULL AND {score} IS NOT NULL AND NOT isnan(CAST({score} AS DOUBLE)))
            """;
        var bands =
            strategy.Target.Classes.Count > 0
                ? new Behind(
                    "By class, in the order of the strategy",
                    $"{rows}\nSELECT label AS class, count(*) AS rows, sum(CASE WHEN score = label THEN 1 ELSE 0 END) / count(*) AS rightly_said FROM rows GROUP BY ALL ORDER BY class"
                )
            : strategy.Target.IsProbability
                ? new Behind(
                    "By tenth of the score",
                    $"{rows}\nSELECT least(9, floor(10 * score)) / 10 AS score_from, count(*) AS rows, sum(score ORDER BY id) / count(*) AS mean_score, sum(label) / count(*) AS positive FROM rows GROUP BY ALL ORDER BY score_from"
                )
            : new Behind(
                "By tenth of the rows, in order of the score",
                $"{rows},\ntenths AS (SELECT *, ntile(10) OVER (ORDER BY score, id) AS tenth FROM rows)\n"
                    + "SELECT tenth, min(score) AS score_from, count(*) AS rows, sum(score ORDER BY id) / count(*) AS mean_score, sum(label ORDER BY id) / count(*) AS mean_label, sum(abs(score - label) ORDER BY id) / count(*) AS mean_error FROM tenths GROUP BY ALL ORDER BY tenth"
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
