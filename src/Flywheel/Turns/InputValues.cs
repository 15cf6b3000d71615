using Flywheel.Logging;
using Flywheel.Storage;
using Flywheel.Strategy;

namespace Flywheel.Turns;

/// <summary>What a turn's stages can read, each under a name, and what each is now: short texts or digests that differ when the input does.</summary>
/// <remarks>Reading a value looks at documents of the store and at files of the repository only; no row of data is read.</remarks>
public sealed class InputValues(Turn turn)
{
    public const string Code = "code";
    public const string Retrain = "retrain";
    public const string Reservoir = "reservoir";
    public const string OwnBatch = "batch";
    private const string Environment = "environment:";
    private const string Strategy = "strategy:";
    private const string Base = "base:";
    private const string Stream = "log:";
    private const string File = "file:";
    private const string Folder = "folder:";
    private const string Record = "record:";

    private readonly Dictionary<string, string> found = new(StringComparer.Ordinal);

    /// <summary>Inputs of every stage: which code ran, and where.</summary>
    public IEnumerable<string> Always => turn.Workplace.Environment.Keys.Select(part => Environment + part).Append(Code);

    public static string OfStrategy(string key) => Strategy + key;

    public static string OfBase(string part) => Base + part;

    public static string OfStream(string stream) => Stream + stream;

    public static string OfFile(string path) => File + path;

    public static string OfFolder(string path) => Folder + path;

    public static string OfRecord(string stage) => Record + stage;

    /// <summary>The key of the strategy that a name stands for, or null; the whole strategy is the empty key.</summary>
    public static string? StrategyKey(string name) => After(Strategy, name);

    /// <summary>Names of the inputs that a name's is a part of: who reads all of a section has read each key of it.</summary>
    public static IEnumerable<string> Wider(string name)
    {
        if (StrategyKey(name) is not { Length: > 0 } key)
        {
            yield break;
        }

        yield return OfStrategy(ModelStrategy.Whole);
        for (var dot = key.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = key.IndexOf('.', dot + 1))
        {
            yield return OfStrategy(key[..dot]);
        }
    }

    /// <summary>The stage whose record a name stands for, or null.</summary>
    public static string? RecordOf(string name) => After(Record, name);

    /// <summary>The stream of the log that a name stands for, or null.</summary>
    public static string? StreamOf(string name) => After(Stream, name);

    /// <summary>What an input is now.</summary>
    public string Of(string name)
    {
        if (!found.TryGetValue(name, out var value))
        {
            found[name] = value = Look(name);
        }

        return value;
    }

    /// <summary>A stage has run, and may have changed what is in the store.</summary>
    public void Forget() => found.Clear();

    private string Look(string name) =>
        name == Code ? turn.Workplace.Code
        : name == Retrain ? turn.Asked ?? ""
        : name == Reservoir ? Counted("batches", Curation.Reservoir.Batches(turn, curated: false).Select(batch => batch.Digest))
        : name == OwnBatch ? Curation.Reservoir.Of(turn, turn.AsOf)?.Digest ?? ""
        : After(Environment, name) is { } part ? turn.Workplace.Environment.GetValueOrDefault(part, "")
        : StrategyKey(name) is { } key ? OfStrategyAt(key)
        : After(Base, name) is { } decided ? Digest.Of(turn.Start.TextOf(decided))
        : StreamOf(name) is { } stream ? Counted("partitions", PartitionsOf(stream))
        : After(File, name) is { } path
            ? turn.Outside.Files.Read(path) is { } text ? Digest.Of(text)
                : ""
        : After(Folder, name) is { } folder ? Digest.Of(turn.Outside.Files.List(folder))
        : RecordOf(name) is { } stage ? turn.DigestOfRecord(stage)
        : throw new ArgumentException($"No input is called '{name}'.", nameof(name));

    private string OfStrategyAt(string key) =>
        key.Length == ModelStrategy.Whole.Length ? turn.StrategyAtHand.Resolved.Digest : turn.StrategyAtHand.Resolved.DigestOf(key);

    private IEnumerable<string> PartitionsOf(string stream) =>
        Partitions.Read(turn.Store, turn.StrategyAtHand.Model, stream, turn.AsOf).Select(partition => partition.Digest);

    private static string Counted(string what, IEnumerable<string> digests)
    {
        var all = digests.ToList();
        return $"{all.Count} {what}, {Digest.Of(all)}";
    }

    private static string? After(string kind, string name) => name.StartsWith(kind, StringComparison.Ordinal) ? name[kind.Length..] : null;
}
