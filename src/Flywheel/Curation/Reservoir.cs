using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The points that curation chose, batch by batch: append-only, each with its rule, why, and its chance of being chosen; NULL where nobody knows that.</summary>
public static class Reservoir
{
    private const string NoAudit = "CAST(NULL AS DOUBLE) AS audit";
    private const string NoVersion = "CAST(NULL AS DOUBLE) AS rule_score, CAST(NULL AS VARCHAR) AS rule_version";

    /// <summary>SQL of the points of the turns before, with the chance of being audited of those that were, and of this one where asked for, among events from a time on.</summary>
    public static string Select(Turn turn, DateTime from, bool curated)
    {
        // An event is received no earlier than its own time, so a turn before that time cannot have picked it.
        var batches = Batches(turn, curated).Where(batch => batch.AsOf >= from).ToList();
        var audited = batches.Exists(batch => batch.Audited == true);
        var versioned = batches.Exists(batch => batch.Versioned == true);
        return batches.Count == 0
            ? $"SELECT CAST(NULL AS {IdType(turn)}) AS id, CAST(NULL AS VARCHAR) AS rule, CAST(NULL AS VARCHAR) AS reason, CAST(NULL AS DOUBLE) AS probability, {NoAudit}, {NoVersion} WHERE FALSE"
            : $"SELECT id, rule, reason, probability, {(audited ? "audit" : NoAudit)}, {(versioned ? "rule_score, rule_version" : NoVersion)} FROM read_parquet({Sql.List(batches.Select(batch => PathOf(turn.Store, batch)))}, union_by_name = true)";
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

        var batches = turn.Base.Ledger.Select(row => Of(turn.Store, turn.Strategy.Model, row.AsOf, row.Strategy));
        return [.. (curated ? batches.Append(Own(turn)) : batches).OfType<Batch>()];
    }

    /// <summary>Rules with their versions, as <c>rule version</c>, that picked points of some batches.</summary>
    internal static IReadOnlyList<string> RuleVersions(Turn turn, IReadOnlyList<Batch> batches)
    {
        var versioned = batches.Where(batch => batch.Versioned == true).ToList();
        return versioned.Count == 0
            ? []
            : turn.Database.Rows<string>(
                $"SELECT DISTINCT rule || ' ' || rule_version AS found FROM read_parquet({Sql.List(versioned.Select(batch => PathOf(turn.Store, batch)))}, union_by_name = true) ORDER BY found"
            );
    }

    /// <summary>What the turn itself picked, or null.</summary>
    public static Batch? Own(Turn turn) => Of(turn.Store, turn.StrategyAtHand.Model, turn.AsOf, turn.StrategyAtHand.Resolved.Digest);

    /// <summary>What the turn of a time picked under a strategy, or null; where there is one batch of that time, it is the one.</summary>
    /// <param name="strategy">Its digest, or as many digits of it as the ledger has.</param>
    public static Batch? Of(IStore store, string model, DateTime asOf, string strategy)
    {
        var text = store.Read(NameOf(model, asOf, strategy));
        if (text is null)
        {
            var begin = $"reservoir/{model}/{Ledger.Day(asOf)}-";
            var others = store.List($"reservoir/{model}").Where(name => name.StartsWith(begin, StringComparison.Ordinal)).ToList();
            text = others.Count == 1 ? store.Read(others[0]) : null;
        }

        return text is null ? null : Json.Read<Batch>(text);
    }

    /// <summary>Name of a turn's batch in the store: a merged turn's is that of the strategy in its ledger row, so that no other one can take its place.</summary>
    public static string NameOf(string model, DateTime asOf, string strategy) =>
        $"reservoir/{model}/{Ledger.Day(asOf)}-{strategy[..Digest.Shown]}.json";

    private static string PathOf(IStore store, Batch batch) =>
        PrimaryBytes.PathOf(store, batch.Object, $"the reservoir's batch of {Ledger.Day(batch.AsOf)}");

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

    /// <summary>Whether its points tell their chance of being audited.</summary>
    public bool? Audited { get; init; }

    /// <summary>Whether its points tell their score and the version of their rule: those of earlier versions of the format do not.</summary>
    public bool? Versioned { get; init; }
}
