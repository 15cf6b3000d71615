namespace Flywheel.Storage;

/// <summary>Whether bytes can be made again.</summary>
public enum Holding
{
    /// <summary>They cannot: lost is lost.</summary>
    Primary,

    /// <summary>They follow from git and from primary bytes.</summary>
    Derived,
}

/// <summary>Names of documents that begin alike.</summary>
/// <param name="Prefix">How they begin.</param>
/// <param name="What">In the words of docs/stores.md.</param>
public sealed record StoredName(string Prefix, Holding Holding, string What);

/// <summary>Which document is which, and with it each object that a document names. The one place that says so.</summary>
public static class StoredNames
{
    public const string Alarms = "alarms/";
    public const string Erasures = "erasures/";
    public const string Gone = "gone/";
    public const string Logs = "logs/";
    public const string Redaction = "redaction/";
    public const string Reservoir = "reservoir/";
    public const string Turns = "turns/";

    public static IReadOnlyList<StoredName> All { get; } =
    [
        new(
            Logs,
            Holding.Primary,
            "partitions of the log: events, labels, feedback, quarantine, which events a sample left out, and what labelers said"
        ),
        new(Reservoir, Holding.Primary, "what curation picked, and with it which labels were bought"),
        new(Gone, Holding.Primary, "which rows of production's files were taken once and removed since, so that they are not taken again"),
        new(Erasures, Holding.Primary, "how many ids were erased from what, with hashes of the ids"),
        new(Redaction, Holding.Primary, "by which keys values were hashed: what tells a key from another one, and not the key"),
        new(Turns, Holding.Derived, "records of the stages of each turn"),
        new(Alarms, Holding.Derived, "alarms that were raised, and whether they were delivered"),
        new(IStore.ByContent, Holding.Derived, "which bytes a training gave"),
    ];

    /// <summary>What nobody has declared is kept like what cannot be made again.</summary>
    public static Holding Of(string document) =>
        All.FirstOrDefault(name => document.StartsWith(name.Prefix, StringComparison.Ordinal))?.Holding ?? Holding.Primary;
}
