using Flywheel.Curation;
using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Retention;

/// <summary>Removes the rows of some ids from everything that Flywheel keeps of them.</summary>
/// <remarks>
/// The erasure is recorded first, so that no turn takes these ids in again; then each partition and batch is replaced whole by one
/// without them. An erasure that dies is ended by asking for it again. What follows from the rows (records of turns, datasets,
/// replays) is removed altogether, and made again without them when it is needed.
/// </remarks>
/// <param name="turn">A turn that sees everything that was ever received.</param>
public sealed class Erase(Turn turn)
{
    private const string Reservoir = "reservoir";
    private const string Wanted = "SELECT id FROM wanted";

    private string Model => turn.Strategy.Model;

    /// <param name="ids">As the log writes them; duplicates do not matter.</param>
    /// <param name="because">Why, for the record.</param>
    /// <returns>Rows by what they were, or would be, removed from.</returns>
    /// <exception cref="RefusedException">None of the ids is there.</exception>
    public IReadOnlyList<Removed> Run(IReadOnlyCollection<string> ids, string because, bool dryRun)
    {
        turn.Database.Execute($"CREATE OR REPLACE TEMP TABLE wanted AS SELECT DISTINCT unnest(CAST({Sql.List(ids)} AS VARCHAR[])) AS id");
        var pieces = Pieces().Select(piece => (piece, Rows: Count(piece))).Where(found => found.Rows > 0).ToList();
        var sets = EvaluationSetsWithThem();
        var rows = pieces
            .GroupBy(found => found.piece.Stream)
            .Select(of => new Removed(of.Key, of.Sum(found => found.Rows)))
            .Concat(sets.Select(set => new Removed($"evaluation set {set.Name} {set.Version}", set.Rows)))
            .ToList();
        var hashes = turn.Database.Rows<string>($"SELECT {Erasures.HashSql(Model, "id")} AS hash FROM wanted ORDER BY hash");
        var name = Erasures.Name(Model, hashes);
        var begun = turn.Store.Read(name) is { } text ? Json.Read<Erasure>(text) : null;
        if (rows.Count == 0 && begun is null)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"None of the {hashes.Count} ids is in the log, the reservoir or an evaluation set of {Model}; nothing was changed. Write one id a line, as {turn.Strategy.Log.Id} shows it in: flywheel sql {Model} \"SELECT {turn.Strategy.Log.Id} FROM log LIMIT 5\""
            );
        }

        if (dryRun)
        {
            return rows;
        }

        var erasure =
            begun is { Done: false } || rows.Count == 0
                ? begun!
                : new()
                {
                    Because = because,
                    Hashes = hashes,
                    Rows = rows.ToDictionary(removed => removed.What, removed => removed.Count, StringComparer.Ordinal),
                };
        turn.Store.Write(name, Json.Write(erasure));
        foreach (var (piece, _) in pieces)
        {
            Replace(piece, name);
        }

        foreach (var set in sets)
        {
            FreezeEvaluationSet.Without(turn, set.Name, set.Version, $"CAST({turn.Log.Id} AS VARCHAR) IN ({Wanted})");
        }

        turn.Store.Write(name, Json.Write(erasure with { Done = true }));
        return rows;
    }

    /// <summary>A document and the Parquet file that it names.</summary>
    /// <param name="Id">SQL of the id's column.</param>
    private sealed record Piece(string Stream, string Document, string Object, string Id);

    private IEnumerable<Piece> Pieces() =>
        Partitions
            .Streams.SelectMany(stream =>
                turn.Store.List($"{StoredNames.Logs}{Model}/{stream}")
                    .Select(name => new Piece(
                        stream,
                        name,
                        Json.Read<Partition>(turn.Store.Read(name)!).Object,
                        stream == Partitions.Quarantine ? "id" : turn.Log.Id
                    ))
            )
            .Concat(
                turn.Store.List($"{StoredNames.Reservoir}{Model}")
                    .Select(name => new Piece(Reservoir, name, Json.Read<Batch>(turn.Store.Read(name)!).Object, "id"))
            );

    private long Count(Piece piece) => turn.Database.Value<long>($"SELECT count(*) FROM ({Theirs(piece)})");

    private string Theirs(Piece piece) => $"SELECT * FROM {Parquet(piece)} WHERE CAST({piece.Id} AS VARCHAR) IN ({Wanted})";

    private string Parquet(Piece piece) =>
        $"read_parquet({Sql.Text(PrimaryBytes.PathOf(turn.Store, piece.Object, piece.Document))}, file_row_number = true)";

    private void Replace(Piece piece, string erasure)
    {
        if (piece.Stream != Reservoir)
        {
            var gone = $"{Path.GetFileNameWithoutExtension(piece.Document)}-{Path.GetFileNameWithoutExtension(erasure)}";
            Gone.Add(turn.Store, turn.Database, Model, piece.Stream, gone, Theirs(piece));
        }

        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE kept AS SELECT * EXCLUDE (file_row_number) FROM {Parquet(piece)}
            WHERE {piece.Id} IS NULL OR CAST({piece.Id} AS VARCHAR) NOT IN ({Wanted}) ORDER BY file_row_number
            """
        );
        var file = turn.Store.Scratch();
        turn.Database.Execute($"COPY kept TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)");
        if (piece.Stream == Reservoir)
        {
            var batch = Json.Read<Batch>(turn.Store.Read(piece.Document)!);
            var (digest, rows) = turn.Database.Digest("SELECT * FROM kept");
            turn.Store.Write(piece.Document, Json.Write(batch with { Object = turn.Store.Take(file), Rows = rows, Digest = digest }));
        }
        else
        {
            KeepOf(piece, file);
        }
    }

    /// <summary>Puts what is kept of a partition under its own name; one of which nothing is left goes.</summary>
    private void KeepOf(Piece piece, string file)
    {
        var partition = Json.Read<Partition>(turn.Store.Read(piece.Document)!);
        var names = StreamColumns.Content(turn.Strategy, piece.Stream);
        var content = string.Join(", ", names.Concat(partition.Sampled == true ? [LogSection.Inclusion] : []).Select(Sql.Name));
        var (digest, rows) = turn.Database.Digest($"SELECT {content} FROM kept");
        if (rows == 0)
        {
            turn.Store.Delete(piece.Document);
            return;
        }

        var (from, to) = turn.Database.Rows<(DateTime, DateTime)>("SELECT min(received_at), max(received_at) FROM kept")[0];
        turn.Store.Write(
            piece.Document,
            Json.Write(
                partition with
                {
                    Object = turn.Store.Take(file),
                    Rows = rows,
                    Digest = digest,
                    ReceivedFrom = from,
                    ReceivedTo = to,
                }
            )
        );
    }

    private List<(string Name, string Version, long Rows)> EvaluationSetsWithThem()
    {
        var found = new List<(string Name, string Version, long Rows)>();
        foreach (var path in turn.Workplace.Files.List($"evalsets/{Model}"))
        {
            if (
                path.Split('/') is not [_, _, var name, var version, EvaluationSetManifest.File]
                || EvaluationSetManifest.Read(turn.Workplace.Files, Model, name, version) is not { } manifest
                || EvaluationSetRows.Lay(turn, EvaluationSet.Folder(Model, name, version), manifest) is not { } set
            )
            {
                continue;
            }

            var rows = turn.Database.Value<long>($"SELECT count(*) FROM {set.Relation} WHERE CAST({turn.Log.Id} AS VARCHAR) IN ({Wanted})");
            if (rows > 0)
            {
                found.Add((name, version, rows));
            }
        }

        return found;
    }
}
