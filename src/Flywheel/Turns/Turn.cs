using System.Text.Json;
using Flywheel.Datasets;
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
/// <param name="Strategies">The strategy of a digest, from the working tree or any revision in git; null where none has it.</param>
public sealed record Workplace(
    IWorkingTree Files,
    IStore Store,
    Database Database,
    ITrainer Engine,
    IProgress Progress,
    string Root,
    IReadOnlyDictionary<string, string> Environment,
    Func<string, ModelStrategy?> Strategies
);

/// <summary>One turn of the loop for one model at one time: everything that a stage may see.</summary>
public sealed class Turn
{
    private readonly Dictionary<Type, IStageRecord> records = [];
    private readonly List<string> soFar = [];

    public Turn(ModelStrategy strategy, DateTime asOf, BaseState @base, Workplace workplace, string? retrain = null)
    {
        (Strategy, AsOf, Base, Workplace, Retrain) = (strategy, asOf, @base, workplace, retrain);
        Key = $"{strategy.Model}/{Ledger.Day(asOf)}/{Digest.Of(strategy.Digest, @base.Digest, retrain ?? "")[..16]}";
        Log = new(this);
    }

    public ModelStrategy Strategy { get; }

    /// <summary>Visible is what was received at or before this time.</summary>
    public DateTime AsOf { get; }

    /// <summary>What had been decided before.</summary>
    public BaseState Base { get; }

    public Workplace Workplace { get; }

    /// <summary>The reason a person gave for training now, or null.</summary>
    public string? Retrain { get; }

    /// <summary>Identity of the turn: model, time, strategy, base state; the folder of its records below <c>turns/</c>.</summary>
    public string Key { get; }

    /// <summary>The log as of this turn's time.</summary>
    public AsOfLog Log { get; }

    public IStore Store => Workplace.Store;

    public Database Database => Workplace.Database;

    /// <summary>The turn's time as files and reports write it; also the version of what the turn makes.</summary>
    public string Version => Ledger.Day(AsOf);

    /// <summary>SQL that is true for what was received since the last turn: a first turn, or one after missed cycles, sees all of it.</summary>
    public string ReceivedSince =>
        (Base.Ledger is [.., { AsOf: var last }] ? $"received_at > {Sql.Time(last)} AND " : "") + $"received_at <= {Sql.Time(AsOf)}";

    /// <summary>The record of an earlier stage.</summary>
    public T Of<T>()
        where T : IStageRecord =>
        records.TryGetValue(typeof(T), out var record)
            ? (T)record
            : throw new InvalidOperationException($"{typeof(T).Name} is not recorded yet in turn {Key}.");

    /// <summary>Runs a stage, or takes its record from the store where its inputs are the same; then writes what it proposes.</summary>
    internal void Run(Stage stage)
    {
        var name = $"turns/{Key}/{stage.Name}.json";
        var found = stage.Remembered ? Remembered(stage, name, Inputs(stage)) : null;
        using (Workplace.Progress.Stage(stage.Name, remembered: found is not null))
        {
            var record = found ?? stage.Run(this);
            var text = JsonSerializer.Serialize(record, stage.RecordType, Json.Options);
            if (found is null)
            {
                // Asked for after the run: what the boundary has just taken in is an input of its record.
                Store.Write(name, Json.Write(new Memo(Inputs(stage), JsonDocument.Parse(text).RootElement)));
            }

            foreach (var (path, content) in record.Proposals)
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

            records[stage.RecordType] = record;
            soFar.Add(Digest.Of(text));
        }
    }

    /// <summary>Which build of the code wrote a record: other code may answer otherwise.</summary>
    private static string Code { get; } = typeof(Turn).Module.ModuleVersionId.ToString();

    private string Inputs(Stage stage) => Digest.Of([Code, stage.Name, Log.Identity, .. EvaluationSets, .. soFar]);

    /// <summary>Rows of the evaluation sets: immutable by rule, so a change must be looked at, and refused.</summary>
    private IEnumerable<string> EvaluationSets =>
        Strategy.Main.OfflineTest.EvaluationSets.Select(set =>
            Workplace.Files.Read($"{EvaluationSet.Folder(Strategy.Model, set.Key, set.Value)}/{EvaluationSet.RowsFile}") ?? ""
        );

    private IStageRecord? Remembered(Stage stage, string name, string inputs)
    {
        if (Store.Read(name) is not { } text || Json.Read<Memo>(text) is not { } memo || memo.Inputs != inputs)
        {
            return null;
        }

        var record = (IStageRecord)memo.Record.Deserialize(stage.RecordType, Json.Options)!;
        return record.Objects.All(Store.Has) ? record : null;
    }

    /// <param name="Inputs">Digest of everything that the stage's answer depends on.</param>
    /// <param name="Record">What the stage answered.</param>
    private sealed record Memo(string Inputs, JsonElement Record);
}
