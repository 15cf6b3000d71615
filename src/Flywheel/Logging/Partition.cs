using System.Text.Json.Serialization;
using Flywheel.Storage;

namespace Flywheel.Logging;

/// <summary>Rows that one turn took into the log; its bytes are an object of the store.</summary>
public sealed record Partition
{
    /// <summary>SHA-256 of the Parquet file.</summary>
    public required string Object { get; init; }

    public required long Rows { get; init; }

    /// <summary>Identity of its ordered rows.</summary>
    public required string Digest { get; init; }

    /// <summary>Earliest arrival among its rows.</summary>
    public required DateTime ReceivedFrom { get; init; }

    /// <summary>Latest arrival among its rows.</summary>
    public required DateTime ReceivedTo { get; init; }

    /// <summary>Identity of the redactions that its rows went through; null where there was none.</summary>
    public string? Redacted { get; init; }

    /// <summary>Whether its events are a sample, each with its chance of being kept; null where all were kept.</summary>
    public bool? Sampled { get; init; }

    /// <summary>The landing files' columns, of the stream that its rows came from.</summary>
    public LandedSchema? Landed { get; init; }

    /// <summary>Whether its rows were in quarantine before; null where none was.</summary>
    public bool? Released { get; init; }

    /// <summary>Of a profile when the period of its events begins; null where rows are kept.</summary>
    public DateTime? Begins { get; init; }

    /// <summary>Of a profile when that period ends; null where rows are kept, and in the oldest profiles.</summary>
    public DateTime? Ends { get; init; }

    /// <summary>Of a profile the name of the partition that has the ids of its events: without that one it counts nothing. Null where rows are kept, and where the profile itself landed.</summary>
    public string? Of { get; init; }

    /// <summary>What messages call it, after its document in the store: its stream, then its latest arrival and the digest when it was taken.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";
}

/// <summary>The partitions of a model's log, one append-only list a stream.</summary>
public static class Partitions
{
    public const string Events = "events";
    public const string Labels = "labels";
    public const string Feedback = "feedback";
    public const string Quarantine = "quarantine";

    /// <summary>Events that a sample left out: id and time of each.</summary>
    public const string NotKept = "not-kept";

    /// <summary>Profiles of events of which no row is kept; no stream of rows.</summary>
    public const string Profiles = "profiles";

    /// <summary>Labels that labelers gave, and that they could not tell: each is signed, and has its price.</summary>
    public const string Bought = "bought";

    public static IReadOnlyList<string> Streams { get; } = [Events, Labels, Feedback, Quarantine, NotKept, Bought];

    /// <summary>The streams that production writes.</summary>
    public static IReadOnlyList<string> Landing { get; } = [Events, Labels, Feedback];

    /// <summary>Partitions of a stream with at least one row received by a time, in the order in which they were taken.</summary>
    public static IReadOnlyList<Partition> Read(IStore store, string model, string stream, DateTime asOf) =>
        [
            .. store
                .List($"logs/{model}/{stream}")
                .Select(name =>
                    Json.Read<Partition>(store.Read(name)!) with
                    {
                        Name = $"{stream}/{Path.GetFileNameWithoutExtension(name)}",
                    }
                )
                .Where(partition => partition.ReceivedFrom <= asOf)
                .OrderBy(partition => partition.ReceivedFrom)
                .ThenBy(partition => partition.Digest, StringComparer.Ordinal),
        ];

    /// <summary>Partitions of labels from labelers that a stage may see: what is bought at a turn's own time comes after its monitoring.</summary>
    /// <param name="curated">Whether those of the turn's own time are among them.</param>
    public static IReadOnlyList<Partition> ReadBought(IStore store, string model, DateTime asOf, bool curated) =>
        [.. Read(store, model, Bought, asOf).Where(partition => curated || partition.ReceivedTo < asOf)];

    /// <exception cref="RefusedException">Its bytes are damaged or missing.</exception>
    public static string PathOf(IStore store, Partition partition) =>
        PrimaryBytes.PathOf(store, partition.Object, $"the log's partition {partition.Name}");

    public static void Append(IStore store, string model, string stream, Partition partition) =>
        store.Write($"logs/{model}/{NameOf(stream, partition.ReceivedTo, partition.Digest)}.json", Json.Write(partition));

    /// <summary>Name of a partition to be written: <see cref="Partition.Name"/> once it is read.</summary>
    public static string NameOf(string stream, DateTime receivedTo, string digest) =>
        $"{stream}/{receivedTo:yyyyMMdd'T'HHmmss}-{digest[..16]}";
}
