using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>Labelled rows of the window of which one class was predicted and one came.</summary>
public sealed record Confusion(string Label, string Score, long Rows)
{
    /// <summary>Every pair that there is, in the order of the classes; null where labels are no classes.</summary>
    /// <param name="window">SQL condition of the window's rows.</param>
    internal static IReadOnlyList<Confusion>? Of(Turn turn, string window)
    {
        var target = turn.Strategy.Target;
        if (target.Classes.Count == 0)
        {
            return null;
        }

        var (label, score) = (target.Number(turn.Log.Label), target.Number(turn.Log.Score));
        var table = turn.Database.Table(
            $"""
            SELECT {label} AS label, {score} AS score, count(*) AS rows FROM log
            WHERE {window} AND {label} IS NOT NULL AND {score} IS NOT NULL GROUP BY ALL ORDER BY ALL
            """
        );
        var (labels, scores, rows) = (table.Wholes("label"), table.Wholes("score"), table.Wholes("rows"));
        return [.. labels.Select((of, i) => new Confusion(target.Classes[(int)of], target.Classes[(int)scores[i]], rows[i]))];
    }
}
