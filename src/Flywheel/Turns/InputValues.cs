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
    private const string Environment = "environment:";
    private const string Strategy = "strategy:";
    private const string Base = "base:";
    private const string Stream = "log:";
    private const string File = "file:";
    private const string Folder = "folder:";
    private const string Record = "record:";
    private const string Versions = "versions:";

    private readonly Dictionary<string, string> found = new(StringComparer.Ordinal);

    /// <summary>Inputs of every stage: which code ran, and where.</summary>
    public IEnumerable<string> Always => turn.Workplace.Environment.Keys.Select(part => Environment + part).Append(Code);

    public static string OfStrategy(string key) => Strategy + key;

    public static string OfBase(string part) => Base + part;

    public static string OfStream(string stream) => Stream + stream;

    public static string OfFile(string path) => File + path;

    public static string OfFolder(string path) => Folder + path;

    public static string OfRecord(string stage) => Record + stage;

    /// <summary>The versions of an evaluation set that had been decided before the turn.</summary>
    public static string OfVersions(string set) => Versions + set;

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

    /// <summary>That an input was one thing and is another, in words.</summary>
    /// <param name="then">Its value when it was noted.</param>
    /// <param name="now">Its value now.</param>
    public static string Said(string name, string then, string now) =>
        StreamOf(name) is { } stream ? More(then, now, $"{stream} partitions")
        : name == Reservoir ? More(then, now, "batches in the reservoir")
        : name == Retrain
            ? now.Length > 0 ? $"a training is asked for: {now}"
                : $"no training is asked for, as then: {then}"
        : After(Environment, name) is { } part ? $"the environment's {part} was {then} and is {now}"
        : After(Base, name) is { } decided ? $"the merged {decided} is another than then"
        : After(File, name) is { } path ? $"{path} is another than then"
        : After(Versions, name) is { } set ? $"the evaluation set {set} has other versions than then"
        : After(Folder, name) is { } folder ? $"{folder} holds other files than then"
        : RecordOf(name) is { } stage ? $"{stage} answered otherwise"
        : $"the {name} is another than then";

    private static string More(string then, string now, string what)
    {
        var more = Count(now) - Count(then);
        return more == 0 ? $"the {what} are others than then" : $"{Math.Abs(more)} {what} {(more > 0 ? "more" : "fewer")} than then";

        static int Count(string counted) =>
            int.TryParse(counted.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    private string Look(string name) =>
        name == Code ? turn.Workplace.Code
        : name == Retrain ? turn.Asked ?? ""
        : name == Reservoir ? Counted("batches", Curation.Reservoir.Batches(turn, curated: false).Select(batch => batch.Digest))
        : After(Environment, name) is { } part ? turn.Workplace.Environment.GetValueOrDefault(part, "")
        : StrategyKey(name) is { } key ? OfStrategyAt(key)
        : After(Base, name) is { } decided ? Digest.Of(turn.Start.TextOf(decided))
        : StreamOf(name) is { } stream ? Counted("partitions", PartitionsOf(stream))
        : After(File, name) is { } path
            ? turn.Outside.Files.Read(path) is { } text ? Digest.Of(text)
                : ""
        : After(Versions, name) is { } set ? Datasets.EvaluationSetReference.Known(turn, set)
        : After(Folder, name) is { } folder ? Digest.Of(turn.Outside.Files.List(folder))
        : RecordOf(name) is { } stage ? turn.DigestOfRecord(stage)
        : throw new ArgumentException($"No input is called '{name}'.", nameof(name));

    private string OfStrategyAt(string key) =>
        key.Length == ModelStrategy.Whole.Length ? turn.StrategyAtHand.Resolved.Digest : turn.StrategyAtHand.Resolved.DigestOf(key);

    private IEnumerable<string> PartitionsOf(string stream) =>
        (
            stream == Partitions.Bought
                ? Partitions.ReadBought(turn.Store, turn.StrategyAtHand.Model, turn.AsOf, curated: false)
                : Partitions.Read(turn.Store, turn.StrategyAtHand.Model, stream, turn.AsOf)
        ).Select(partition => partition.Digest);

    private static string Counted(string what, IEnumerable<string> digests)
    {
        var all = digests.ToList();
        return $"{all.Count} {what}, {Digest.Of(all)}";
    }

    private static string? After(string kind, string name) => name.StartsWith(kind, StringComparison.Ordinal) ? name[kind.Length..] : null;
}
