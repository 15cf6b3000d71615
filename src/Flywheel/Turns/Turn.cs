using System.Text.Json;
using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Turns;

/// <summary>What a turn works with besides the strategy: the outside, handed in.</summary>
/// <param name="Files">Where proposals are written, and earlier ones are read.</param>
/// <param name="Store">Bytes by hash, records by name.</param>
/// <param name="Database">Where SQL runs; confined to the store and the log's source.</param>
/// <param name="Engine">Fits and loads models.</param>
/// <param name="Progress">Where long work says how far it is.</param>
/// <param name="Root">Absolute path of the repository, for the log's source only.</param>
/// <param name="Environment">Fingerprint: operating system, processor, library versions.</param>
/// <param name="Strategies">The newest strategy of a model that meets a condition: the one at hand, the working tree's, or one in git; null where none does.</param>
/// <param name="Code">Identity of the code that runs: other code may answer otherwise.</param>
public sealed record Workplace(
    IWorkingTree Files,
    IStore Store,
    Database Database,
    ITrainer Engine,
    IProgress Progress,
    string Root,
    IReadOnlyDictionary<string, string> Environment,
    Func<Func<ModelStrategy, bool>, ModelStrategy?> Strategies,
    string Code
)
{
    /// <summary>Runs labelers that are programs; null where nobody is asked: in a dry run and in what is made again.</summary>
    public Curation.Labelling.ILabelProgram? LabelProgram { get; init; }

    /// <summary>How long work takes, where a budget is of seconds; never what time it is.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A secret by the name of its environment variable; null where it is not there.</summary>
    public Func<string, string?> Secret { get; init; } = _ => null;
}

/// <summary>One turn of the loop for one model at one time: everything that a stage may see.</summary>
/// <remarks>While a stage runs, what it reads here is written down, and kept with its record as the inputs that it follows from.</remarks>
public sealed class Turn
{
    private readonly Dictionary<Type, (string Stage, IStageRecord Record)> records = [];
    private readonly Dictionary<string, string> digests = new(StringComparer.Ordinal);
    private readonly SortedSet<string> read = new(StringComparer.Ordinal);

    public Turn(ModelStrategy strategy, DateTime asOf, BaseState @base, Workplace workplace, string? retrain = null)
    {
        (StrategyAtHand, AsOf, Start, Outside, Asked) = (strategy, asOf, @base, workplace, retrain);
        Key = $"{Folder}/{Digest.Of(strategy.Digest, @base.Digest, retrain ?? "")[..16]}";
        Strategy = strategy.Told(key => Reads(InputValues.OfStrategy(key)));
        Workplace = workplace with { Files = new ToldFiles(workplace.Files, Reads) };
        Log = new(this);
        Values = new(this);
    }

    public ModelStrategy Strategy { get; }

    /// <summary>Visible is what was received at or before this time.</summary>
    public DateTime AsOf { get; }

    /// <summary>What had been decided before.</summary>
    public BaseState Base
    {
        get
        {
            foreach (var part in BaseState.Parts)
            {
                Reads(InputValues.OfBase(part));
            }

            return Start;
        }
    }

    public Workplace Workplace { get; }

    /// <summary>What models have said of rows in this turn.</summary>
    public ScoreMemory Scores { get; } = new();

    /// <summary>The reason a person gave for training now, or null.</summary>
    public string? Retrain
    {
        get
        {
            Reads(InputValues.Retrain);
            return Asked;
        }
    }

    /// <summary>Identity of the turn: model, time, strategy, base state; the folder of its records below <c>turns/</c>.</summary>
    public string Key { get; }

    /// <summary>The log as of this turn's time.</summary>
    public AsOfLog Log { get; }

    public IStore Store => Workplace.Store;

    public Database Database => Workplace.Database;

    /// <summary>The turn's time as files and reports write it; also the version of what the turn makes.</summary>
    public string Version => Ledger.Day(AsOf);

    /// <summary>SQL that is true for what was received since the last turn: a first turn, or one after missed cycles, sees all of it.</summary>
    public string ReceivedSince => Since("received_at");

    /// <summary>The same of another column of times.</summary>
    public string Since(string column) =>
        (Base.Ledger is [.., { AsOf: var last }] ? $"{column} > {Sql.Time(last)} AND " : "") + $"{column} <= {Sql.Time(AsOf)}";

    /// <summary>The strategy, the base, the workplace and the reason without a note of who reads them.</summary>
    internal ModelStrategy StrategyAtHand { get; }

    internal BaseState Start { get; }

    internal Workplace Outside { get; }

    internal string? Asked { get; }

    internal InputValues Values { get; }

    /// <summary>Turns of one model at one time, under whichever strategy: what they remember is shared.</summary>
    private string Folder => $"{StrategyAtHand.Model}/{Version}";

    /// <summary>The record of an earlier stage.</summary>
    public T Of<T>()
        where T : IStageRecord
    {
        if (!records.TryGetValue(typeof(T), out var found))
        {
            throw new InvalidOperationException($"{typeof(T).Name} is not recorded yet in turn {Key}.");
        }

        Reads(InputValues.OfRecord(found.Stage));
        return (T)found.Record;
    }

    /// <summary>Digest of an earlier stage's record.</summary>
    internal string DigestOfRecord(string stage) => digests.GetValueOrDefault(stage, "");

    /// <summary>Notes that the stage that runs now reads an input, by its name in <see cref="InputValues"/>.</summary>
    internal void Reads(string input)
    {
        lock (read)
        {
            read.Add(input);
        }
    }

    /// <summary>Notes that the stage that runs now reads what an earlier one of this turn has left in the store.</summary>
    internal void ReadsRecord<T>()
        where T : IStageRecord
    {
        if (records.TryGetValue(typeof(T), out var found))
        {
            Reads(InputValues.OfRecord(found.Stage));
        }
    }

    /// <summary>Runs a stage, or takes its record from the store where its inputs are the same; then writes what it stands for and what it proposes.</summary>
    internal void Run(Stage stage)
    {
        var memo = Remembered(stage);
        using (Workplace.Progress.Stage(stage.Name, remembered: memo is not null))
        {
            var record = memo is null ? Answer(stage) : stage.RecordOf(memo);
            var text = stage.Text(record);
            memo ??= new(StrategyAtHand.Resolved.Digest, Inputs(stage), JsonDocument.Parse(text).RootElement);
            Keep($"turns/{Key}/{stage.Name}.json", Json.Write(memo with { Strategy = StrategyAtHand.Resolved.Digest }));
            Keep(record);
            if (record.Proposals.Count > 0)
            {
                Store.Flush();
            }

            foreach (var (path, content) in record.ProposalsOver(Outside.Files).ToList())
            {
                if (content.Length > 0)
                {
                    Workplace.Files.Write(path, content);
                }
                else
                {
                    Workplace.Files.Delete(path);
                }
            }

            records[stage.RecordType] = (stage.Name, record);
            digests[stage.Name] = Digest.Of(text);
        }
    }

    /// <summary>Writes the documents that a record stands for.</summary>
    internal void Keep(IStageRecord record)
    {
        foreach (var (name, text) in record.Documents(this))
        {
            Keep(name, text);
        }
    }

    /// <summary>What the store remembers of a stage at this turn's time: this turn's own first, then that of the same time under other strategies.</summary>
    internal IEnumerable<Memo> Memos(Stage stage) =>
        Store
            .List($"turns/{Folder}")
            .Where(name => name.EndsWith($"/{stage.Name}.json", StringComparison.Ordinal))
            .OrderBy(name => !name.StartsWith($"turns/{Key}/", StringComparison.Ordinal))
            .Select(name => Json.Read<Memo>(Store.Read(name)!));

    private Memo? Remembered(Stage stage) =>
        stage.Remembered
            ? Memos(stage)
                .FirstOrDefault(memo =>
                    memo.Inputs.GetValueOrDefault(InputValues.Code) == Outside.Code
                    && memo.Inputs.All(input => Values.Of(input.Key) == input.Value)
                    && stage.RecordOf(memo) is { IsOver: true } record
                    && record.Objects.All(Store.Has)
                )
            : null;

    private IStageRecord Answer(Stage stage)
    {
        read.Clear();
        Log.ForgetRows();
        var record = stage.Run(this);
        Values.Forget();
        return record;
    }

    /// <summary>What the stage read, and what that is after its run. The boundary to production always runs, so it needs no inputs.</summary>
    private Dictionary<string, string> Inputs(Stage stage) =>
        stage.Remembered
            ? Values
                .Always.Concat(read.Where(name => !InputValues.Wider(name).Any(read.Contains)))
                .Order(StringComparer.Ordinal)
                .ToDictionary(name => name, Values.Of)
            : [];

    private void Keep(string name, string text)
    {
        if (Store.Read(name) != text)
        {
            Store.Write(name, text);
            Values.Forget();
        }

        if (Store.Read(StrategyAtHand.Resolved.Name) is null)
        {
            Store.Write(StrategyAtHand.Resolved.Name, StrategyAtHand.Resolved.WriteValues());
        }
    }
}
