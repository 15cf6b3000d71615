using Flywheel.Logging;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation.Labelling;

/// <summary>Puts what a labeler said into the log, for good: beside what was said before, and each thing once.</summary>
/// <param name="receivedAt">When it was said, as turns count it.</param>
public sealed class BoughtLabels(Turn turn, LabelSource labeler, DateTime receivedAt)
{
    private const string Table = "\"labels that were given\"";

    /// <summary>Answers of one statement: its text holds them.</summary>
    private const int AtOnce = 5000;

    private string Id => turn.Log.Id;

    private string Label => turn.Log.Label;

    private string IdType => StreamColumns.TypeText(turn.Strategy.Log.Columns[turn.Strategy.Log.Id]);

    private string LabelType => StreamColumns.TypeText(turn.Strategy.Target.Label);

    private string Signed => Sql.Name(LabelOpinions.Signed);

    /// <summary>Takes answers of a file.</summary>
    /// <param name="file">Its name, for who asks where a label came from.</param>
    /// <returns>Labels that are new, and points that could not be told.</returns>
    public (long Labels, long Abstained) Take(IReadOnlyList<GoodAnswer> answers, string file)
    {
        turn.Database.Execute(
            $"CREATE OR REPLACE TEMP TABLE {Table} ({Id} {IdType}, {Label} {LabelType}, {Signed} VARCHAR, source_file VARCHAR, source_row BIGINT)"
        );
        foreach (var some in answers.Chunk(AtOnce))
        {
            var rows = some.Select(answer =>
                $"({Sql.Text(answer.Id)}, {(answer.Label is { } label ? Sql.Text(label) : "NULL")}, {Sql.Text(answer.Signed)}, {Sql.Text(file)}, {answer.Line})"
            );
            turn.Database.Execute($"INSERT INTO {Table} VALUES {string.Join(", ", rows)}");
        }

        return Append();
    }

    /// <summary>Takes what a query says of points.</summary>
    /// <param name="rows">SQL of <c>id, label</c>; the label is of the log's type, and one that the task has.</param>
    public (long Labels, long Abstained) Take(string rows)
    {
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Table} AS
            SELECT *, {Sql.Text(labeler.Signs)} AS {Signed}, {Sql.Text(
                labeler.Signs
            )} AS source_file, CAST(0 AS BIGINT) AS source_row FROM ({rows})
            """
        );
        return Append();
    }

    /// <summary>What somebody had said last of a point and says again is nothing new.</summary>
    private (long Labels, long Abstained) Append()
    {
        var before = new LabelOpinions(turn, curated: true).OfLabelers;
        var rows = $"""
            SELECT {Id}, {Label}, {Signed}, CASE WHEN {Label} IS NULL THEN 0 ELSE CAST({Sql.Number(labeler.Price)} AS DOUBLE) END AS {Sql.Name(
                LabelOpinions.Price
            )},
                   {Sql.Time(receivedAt)} AS received_at, source_file, source_row
            FROM {Table} ANTI JOIN (
                SELECT {Id}, {Signed}, {Label} FROM ({before})
                QUALIFY row_number() OVER (PARTITION BY {Id}, {Signed} ORDER BY received_at DESC, {Label} DESC NULLS LAST) = 1) AS before
            ON before.{Id} = {Table}.{Id} AND before.{Signed} = {Table}.{Signed} AND before.{Label} IS NOT DISTINCT FROM {Table}.{Label}
            ORDER BY {Id}, {Signed}
            """;
        turn.Database.Execute($"CREATE OR REPLACE TEMP TABLE {Table} AS {rows}");
        var labels = turn.Database.Value<long>($"SELECT count({Label}) FROM {Table}");
        var all = turn.Database.Value<long>($"SELECT count(*) FROM {Table}");
        if (all > 0)
        {
            Write();
        }

        turn.Database.Execute($"DROP TABLE {Table}");
        turn.Log.Forget();
        return (labels, all - labels);
    }

    private void Write()
    {
        var columns = string.Join(", ", StreamColumns.Content(turn.Strategy, Partitions.Bought).Select(Sql.Name));
        var (digest, count) = turn.Database.Digest($"SELECT {columns} FROM {Table}");
        var file = turn.Store.Scratch();
        turn.Database.Execute($"COPY (FROM {Table}) TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)");
        Partitions.Append(
            turn.Store,
            turn.Strategy.Model,
            Partitions.Bought,
            new()
            {
                Object = turn.Store.Take(file),
                Rows = count,
                Digest = digest,
                ReceivedFrom = receivedAt,
                ReceivedTo = receivedAt,
            }
        );

        // Paid for, and perhaps never to be had again.
        turn.Store.Flush();
    }
}
