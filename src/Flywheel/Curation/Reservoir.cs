using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The points that curation chose, batch by batch: append-only, each with its rule and its chance of being chosen.</summary>
public static class Reservoir
{
    public const string Columns = "id, rule, probability";

    /// <summary>SQL of every point of the turns before, and of this one where asked for.</summary>
    public static string Select(Turn turn, bool curated)
    {
        var batches = Batches(turn).Where(batch => batch.AsOf < turn.AsOf || curated).ToList();
        return batches.Count == 0
            ? $"SELECT CAST(NULL AS {IdType(turn)}) AS id, CAST(NULL AS VARCHAR) AS rule, CAST(NULL AS DOUBLE) AS probability WHERE FALSE"
            : $"SELECT {Columns} FROM read_parquet({Sql.List(batches.Select(batch => turn.Store.PathOf(batch.Object)))})";
    }

    /// <summary>The batches up to the turn's own.</summary>
    public static IReadOnlyList<Batch> Batches(Turn turn) =>
        [
            .. turn
                .Store.List(Folder(turn))
                .Select(name => Json.Read<Batch>(turn.Store.Read(name)!))
                .Where(batch => batch.AsOf <= turn.AsOf)
                .OrderBy(batch => batch.AsOf),
        ];

    /// <summary>Adds a turn's batch; turned again, the turn replaces its own.</summary>
    public static void Add(Turn turn, Batch batch) => turn.Store.Write(NameOf(turn.Strategy.Model, turn.AsOf), Json.Write(batch));

    /// <summary>Name of a turn's batch in the store.</summary>
    public static string NameOf(string model, DateTime asOf) => $"reservoir/{model}/{Ledger.Day(asOf)}.json";

    private static string IdType(Turn turn) => Logging.StreamColumns.TypeText(turn.Strategy.Log.Columns[turn.Strategy.Log.Id]);

    private static string Folder(Turn turn) => $"reservoir/{turn.Strategy.Model}";
}

/// <summary>What one turn added to the reservoir.</summary>
public sealed record Batch
{
    public required DateTime AsOf { get; init; }

    /// <summary>SHA-256 of its Parquet file.</summary>
    public required string Object { get; init; }

    public required long Rows { get; init; }

    /// <summary>Identity of its ordered rows.</summary>
    public required string Digest { get; init; }
}
