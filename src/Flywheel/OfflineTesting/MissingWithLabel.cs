using Flywheel.Metrics;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.OfflineTesting;

/// <summary>Whether a feature is missing where the label is: what is filled in with the outcome was not known when the prediction was made.</summary>
/// <remarks>
/// The difference of two shares of missing values is 2 A - 1 with A the area under the ROC curve of "is missing", so it has that metric's clustered interval.
/// Events are those of the dataset's window and the hold-out whose label is due by the declared delay.
/// </remarks>
public sealed class MissingWithLabel(Turn turn)
{
    /// <summary>Fewer events of either kind tell nothing; nor does a pattern that a handful of rows make.</summary>
    public const int Fewest = 30;

    /// <summary>Missing more often in events that have no label, though it is due. Where labels are bought, who has one is curation's choice: null.</summary>
    /// <param name="feature">SQL over the log's columns.</param>
    public Measurement? WithoutLabel(string feature) =>
        turn.Strategy.Curation.Labels.MustBeBought
            ? null
            : More(feature, $"{turn.Log.Label} IS NULL", $"{turn.Log.Time} < {Sql.Time(turn.AsOf - turn.Strategy.Log.Label.ArrivesAfter)}");

    /// <summary>Missing more often in events that were received before their label than in those that came with it or after.</summary>
    /// <inheritdoc cref="WithoutLabel"/>
    public Measurement? BeforeLabel(string feature) => More(feature, "received_at < label_received_at", $"{turn.Log.Label} IS NOT NULL");

    private Measurement? More(string feature, string isOne, string where)
    {
        var window = turn.Log.Within(turn.AsOf - turn.Strategy.Main.Dataset.History, turn.AsOf);
        var table = turn.Database.Table(
            $"""
            SELECT dense_rank() OVER (ORDER BY "its cluster") - 1 AS cluster, one, missing, rows FROM (
                SELECT cluster AS "its cluster", coalesce({isOne}, FALSE) AS one, ({feature}) IS NULL AS missing, count(*) AS rows
                FROM log WHERE {window} AND {where} GROUP BY ALL)
            ORDER BY cluster, one, missing
            """
        );
        if (table.Rows == 0)
        {
            return null;
        }

        var (one, missing, rows) = (table.Flags("one"), table.Flags("missing"), table.Reals("rows"));
        var ones = rows.Where((_, i) => one[i]).Sum();
        if (ones < Fewest || rows.Sum() - ones < Fewest || !missing.Contains(true))
        {
            return null;
        }

        // Equal rows of a cluster are one with their number as its weight: sums over clusters are the same.
        var cluster = Array.ConvertAll(table.Reals("cluster"), index => (int)index);
        var sample = new LabelledSample(Array.ConvertAll(one, is1 => is1 ? 1.0 : 0), rows, cluster, cluster.Max() + 1);
        var area = new AreaUnderCurve().Estimate(
            ScoredRows.Of(sample, Array.ConvertAll(missing, isMissing => isMissing ? 1.0 : 0)),
            turn.Strategy.Main.OfflineTest.Error
        );
        return area with { Rows = (int)rows.Sum(), Value = (2 * area.Value) - 1, Low = (2 * area.Low) - 1, High = (2 * area.High) - 1 };
    }
}
