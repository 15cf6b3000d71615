using Flywheel.Storage;

namespace Flywheel.Retention;

/// <summary>One erasure as the store remembers it: how many ids from what and why, and hashes by which they are refused when they come again.</summary>
public sealed record Erasure
{
    public required string Because { get; init; }

    /// <summary>SHA-256 of model/id, in byte order.</summary>
    public required IReadOnlyList<string> Hashes { get; init; }

    /// <summary>Rows by what they were removed from.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Whether all of it is removed; an erasure that died is ended by asking for it again.</summary>
    public bool Done { get; init; }
}

/// <summary>The erasures of a model.</summary>
public static class Erasures
{
    /// <summary>SQL of an id's hash.</summary>
    /// <param name="id">SQL of the id as text.</param>
    public static string HashSql(string model, string id) => $"sha256({Warehouse.Sql.Text(model + "/")} || {id})";

    public static string Name(string model, IReadOnlyList<string> hashes) =>
        $"{StoredNames.Erasures}{model}/{Digest.Of(hashes)[..16]}.json";

    /// <summary>Hashes of every id that was erased.</summary>
    public static IReadOnlySet<string> Hashes(IStore store, string model) =>
        store
            .List($"{StoredNames.Erasures}{model}")
            .SelectMany(name => Json.Read<Erasure>(store.Read(name)!).Hashes)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Ids that were erased.</summary>
    public static int Count(IStore store, string model) => Hashes(store, model).Count;

    /// <summary>Why the log is not what it was, where that is known: the end of a sentence, or empty.</summary>
    public static string Said(IStore store, string model)
    {
        var count = Count(store, model);
        var erased = count == 0 ? "" : $" ({count} {(count == 1 ? "id" : "ids")} erased)";
        return Retire.Until(store, model) is { } until
            ? $"{erased} (retention removed what was received up to {State.Ledger.Day(until)})"
            : erased;
    }
}
