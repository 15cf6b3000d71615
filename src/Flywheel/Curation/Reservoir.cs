using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The points that curation chose, batch by batch: append-only, each with its rule and its chance of being chosen.</summary>
public static class Reservoir
{
    public const string Columns = "id, rule, probability";

    /// <summary>SQL of the points of the turns before, and of this one where asked for, among events from a time on.</summary>
    public static string Select(Turn turn, DateTime from, bool curated)
    {
        // An event is received no earlier than its own time, so a turn before that time cannot have picked it.
        var batches = Batches(turn, curated).Where(batch => batch.AsOf >= from).ToList();
        return batches.Count == 0
            ? $"SELECT CAST(NULL AS {IdType(turn)}) AS id, CAST(NULL AS VARCHAR) AS rule, CAST(NULL AS DOUBLE) AS probability WHERE FALSE"
            : $"SELECT {Columns} FROM read_parquet({Sql.List(batches.Select(batch => turn.Store.PathOf(batch.Object)))})";
    }

    /// <summary>The batches of the turns that had been decided on, in their order: what a turn picked that nobody merged does not count.</summary>
    /// <param name="curated">Whether the turn's own batch comes last.</param>
    public static IReadOnlyList<Batch> Batches(Turn turn, bool curated)
    {
        turn.Reads(InputValues.Reservoir);
        if (curated)
        {
            turn.ReadsRecord<CurationRecord>();
        }

        var times = turn.Base.Ledger.Select(row => row.AsOf);
        return [.. (curated ? times.Append(turn.AsOf) : times).Select(time => Of(turn, time)).OfType<Batch>()];
    }

    /// <summary>What the turn of a time picked, or null.</summary>
    public static Batch? Of(Turn turn, DateTime asOf) =>
        turn.Store.Read(NameOf(turn.Strategy.Model, asOf)) is { } text ? Json.Read<Batch>(text) : null;

    /// <summary>Name of a turn's batch in the store.</summary>
    public static string NameOf(string model, DateTime asOf) => $"reservoir/{model}/{Ledger.Day(asOf)}.json";

    private static string IdType(Turn turn) => Logging.StreamColumns.TypeText(turn.Strategy.Log.Columns[turn.Strategy.Log.Id]);
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
