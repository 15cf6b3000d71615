using Flywheel.Logging.Redactions;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>The rows that are kept aside, each with its reason, and the way out: once what was wrong is mended, they are tried again.</summary>
/// <remarks>
/// Nothing is ever taken out of a partition: a row has left quarantine when its place is among the good rows. It counts as received
/// after the last decided turn, as a file that comes late does, so that a turn made again sees what it saw.
/// </remarks>
/// <param name="turn">A turn that sees everything that was ever received, after what is merged.</param>
public sealed class Quarantine(Turn turn)
{
    private const string Nothing =
        "SELECT '' AS id, '' AS reason, '' AS content, CAST(NULL AS TIMESTAMP) AS received_at, '' AS source_file, CAST(0 AS BIGINT) AS source_row, '' AS redacted WHERE FALSE";

    /// <summary>Why rows are there, by stream, the most first, with a few of each.</summary>
    /// <param name="examples">Rows to show of each reason: those that were received first.</param>
    public IReadOnlyList<QuarantinedFor> Reasons(int examples) =>
        [
            .. Partitions.Landing.SelectMany(stream =>
            {
                var waiting = Waiting(stream);
                return turn
                    .Database.Rows<(string Reason, long Rows, DateTime From, DateTime To)>(
                        $"SELECT reason, count(*) AS rows, min(received_at), max(received_at) FROM ({waiting}) GROUP BY reason ORDER BY rows DESC, reason"
                    )
                    .Select(reason => new QuarantinedFor(
                        stream,
                        reason.Reason,
                        reason.Rows,
                        reason.From,
                        reason.To,
                        turn.Database.Rows<QuarantinedRow>(
                            $"""
                            SELECT id, source_file AS file, source_row AS row, content FROM ({waiting})
                            WHERE reason = {Sql.Text(reason.Reason)} ORDER BY received_at, source_file, source_row LIMIT {examples}
                            """
                        )
                    ));
            }),
        ];

    /// <summary>Tries every row again, from production's file where that is still there, or else from what quarantine keeps of it.</summary>
    public IReadOnlyList<Replayed> Replay()
    {
        var source = new LogSource(turn.Workplace, turn.Strategy);
        var decided = Ingest.LastLook(turn);
        RedactionKeys.Prepare(turn);
        var replayed = Partitions.Landing.Select(stream => new StreamIngest(turn, source, stream, decided).Replay()).ToList();
        RedactionKeys.Forget(turn);
        return replayed;
    }

    /// <summary>SQL of a stream's rows in quarantine: id, reason, content, received_at, source_file, source_row, and by which redactions they went.</summary>
    public string Waiting(string stream)
    {
        var kept = Partitions
            .Read(turn.Store, turn.Strategy.Model, Partitions.Quarantine, DateTime.MaxValue)
            .GroupBy(partition => partition.Redacted)
            .Select(partitions =>
                $"""
                    SELECT id, reason, content, received_at, source_file, source_row, {(
                        partitions.Key is { } digest ? Sql.Text(digest) : "''"
                    )} AS redacted
                    FROM read_parquet({Sql.List(
                        partitions.Select(partition => Partitions.PathOf(turn.Store, partition))
                    )}) WHERE stream = {Sql.Text(stream)}
                    """
            )
            .Prepend(Nothing);
        return $"SELECT * FROM ({string.Join(" UNION ALL ", kept)}) ANTI JOIN ({new TakenRows(turn, stream).Good}) AS good USING (source_file, source_row)";
    }
}

/// <summary>Rows in quarantine for one reason.</summary>
public sealed record QuarantinedFor(
    string Stream,
    string Reason,
    long Rows,
    DateTime From,
    DateTime To,
    IReadOnlyList<QuarantinedRow> Examples
);

/// <summary>A row in quarantine.</summary>
/// <param name="Id">As text; null where it has none that can be read.</param>
/// <param name="File">Below the source's folder.</param>
/// <param name="Row">Index in the file.</param>
/// <param name="Content">What production wrote, as JSON or as the line was.</param>
public sealed record QuarantinedRow(string? Id, string File, long Row, string Content);

/// <summary>What came of trying a stream's rows again.</summary>
/// <param name="Taken">Rows that are in the log now.</param>
/// <param name="NotKept">Rows that are good, and that the sample left out.</param>
/// <param name="Still">Rows that stay in quarantine, by what is wrong with them now.</param>
public sealed record Replayed(string Stream, long Taken, long NotKept, IReadOnlyDictionary<string, long> Still);
