using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.OfflineTesting;

/// <summary>Whether what production later says of the same event tells its label: a value that follows the outcome is not known when the prediction is made.</summary>
/// <remarks>
/// An event that is sent again stays as it was logged first, and the second one goes to quarantine. Of each the change is +1, 0 or -1 (a text that is another
/// is +1), and its area under the ROC curve against the label is 0.5 where corrections do not know the outcome.
/// </remarks>
public sealed class CorrectedLater(Turn turn)
{
    /// <summary>The reason that rows of ids which were taken before have in quarantine.</summary>
    private const string Again = "its id was taken before";

    private const string Later = "later_events";

    private bool? any;

    /// <summary>Of the columns that a feature is made of the one that tells most; null where too few events were sent again.</summary>
    public Measurement? Of(Expression feature) =>
        Any
            ? turn
                .Strategy.Of(feature)
                .Columns.Order(StringComparer.Ordinal)
                .Select(Of)
                .OfType<Measurement>()
                .OrderByDescending(measured => measured.Low ?? double.NegativeInfinity)
                .FirstOrDefault()
            : null;

    private bool Any => any ??= Lay();

    private bool Lay()
    {
        var columns = turn.Strategy.Log.Columns.Select(column =>
            $"TRY_CAST(json_extract_string(content, {Sql.Text($"$.\"{column.Key}\"")}) AS {StreamColumns.TypeText(column.Value)}) AS {Sql.Name(column.Key)}"
        );
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Later} AS SELECT {string.Join(", ", columns)} FROM (
                SELECT *, row_number() OVER (PARTITION BY id ORDER BY received_at DESC, content DESC) AS "its place"
                FROM ({turn.Log.Rows(Partitions.Quarantine)}) WHERE stream = {Sql.Text(Partitions.Events)} AND reason = {Sql.Text(Again)})
            WHERE "its place" = 1
            """
        );
        return turn.Database.Value<long>($"SELECT count(*) FROM {Later}") >= MissingWithLabel.Fewest;
    }

    private Measurement? Of(string column)
    {
        if (column == turn.Strategy.Log.Id)
        {
            return null;
        }

        var (id, name) = (turn.Log.Id, Sql.Name(column));
        var change =
            turn.Strategy.Log.Columns[column] == SqlType.Text
                ? $"CASE WHEN later.{name} IS DISTINCT FROM log.{name} THEN 1 ELSE 0 END"
                : $"CASE WHEN later.{name} > log.{name} OR log.{name} IS NULL AND later.{name} IS NOT NULL THEN 1 WHEN later.{name} < log.{name} OR later.{name} IS NULL AND log.{name} IS NOT NULL THEN -1 ELSE 0 END";
        var table = turn.Database.Table(
            $"""
            SELECT CAST({turn.Strategy.Target.Number(
                $"log.{turn.Log.Label}"
            )} AS DOUBLE) AS label, dense_rank() OVER (ORDER BY log.cluster) - 1 AS cluster,
                   CAST({change} AS DOUBLE) AS change
            FROM log JOIN {Later} AS later ON later.{id} = log.{id} WHERE log.{turn.Log.Label} IS NOT NULL ORDER BY log.{id}
            """
        );
        if (table.Rows < MissingWithLabel.Fewest || Positive(table.Reals("label")) is not { } labels)
        {
            return null;
        }

        var cluster = Array.ConvertAll(table.Reals("cluster"), index => (int)index);
        var weight = new double[table.Rows];
        Array.Fill(weight, 1);
        var change1 = table.Reals("change");
        var sample = new LabelledSample(labels, weight, cluster, cluster.Max() + 1);
        var area = Area(sample, change1);
        return area.Value < 0.5 ? Area(sample, Array.ConvertAll(change1, value => -value)) : area;
    }

    private Measurement Area(LabelledSample sample, double[] change) =>
        new AreaUnderCurve().Estimate(ScoredRows.Of(sample, change), turn.Strategy.Main.OfflineTest.Error);

    /// <summary>Labels as 1 and 0: of classes the first against the others, of numbers those above the median.</summary>
    private double[]? Positive(double[] labels)
    {
        double[] ones = turn.Strategy.Main.Task switch
        {
            ModelTask.Binary => labels,
            ModelTask.Multiclass => Array.ConvertAll(labels, label => label == 0 ? 1.0 : 0),
            _ => Above(labels),
        };
        return ones.Contains(1) && ones.Contains(0) ? ones : null;
    }

    private static double[] Above(double[] labels)
    {
        var sorted = labels.Order().ToArray();
        var median = sorted[sorted.Length / 2];
        return Array.ConvertAll(labels, label => label > median ? 1.0 : 0);
    }
}
