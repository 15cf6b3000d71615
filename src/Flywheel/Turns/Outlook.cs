using Flywheel.Strategy;

namespace Flywheel.Turns;

/// <summary>What a turn would do: which stages would run again, and because of which input. Documents and files are read, data never.</summary>
/// <remarks>
/// A stage whose record is gone, or whose record names bytes that the store has lost, runs again as well; bytes are not looked at here.
/// Of several records of one time, that of the fewest other inputs is compared with.
/// </remarks>
public sealed class Outlook(Turn turn)
{
    private readonly Dictionary<string, string> recorded = new(StringComparer.Ordinal);
    private readonly HashSet<string> unsure = new(StringComparer.Ordinal);

    /// <summary>The stages up to one, in their order.</summary>
    /// <param name="upTo">Name of the last one; all of them without it.</param>
    public IReadOnlyList<StageOutlook> Stages(string? upTo = null)
    {
        var until = Loop.Stages.Select(stage => stage.Name).ToList().IndexOf(upTo ?? Loop.Stages[^1].Name);
        return [.. Loop.Stages.Take(until + 1).Select(Of)];
    }

    /// <summary>What a stage answered when the turn of this time was turned last; null where it never was.</summary>
    public TRecord? Last<TRecord>()
        where TRecord : class, IStageRecord
    {
        var stage = Loop.Stages.First(stage => stage.RecordType == typeof(TRecord));
        return turn.Memos(stage).FirstOrDefault() is { } memo ? (TRecord)stage.RecordOf(memo) : null;
    }

    private StageOutlook Of(Stage stage)
    {
        var seen = turn.Memos(stage)
            .Select(memo => (Memo: memo, Changes: Changes(memo, stage.RecordOf(memo).IsOver), Waits: Waits(memo)))
            .ToList();
        if (seen.Count == 0)
        {
            unsure.Add(stage.Name);
            return new(stage.Name, Runs: true, $"has never run for {turn.Version}");
        }

        var (nearest, changes, waits) = seen.MinBy(memo => (memo.Changes.Count, memo.Waits.Count));
        recorded[stage.Name] = stage.DigestOf(nearest);
        if (!stage.Remembered)
        {
            return new(stage.Name, Runs: true, "runs each time: it takes in what production wrote since");
        }

        if (changes.Count + waits.Count == 0)
        {
            return new(stage.Name, Runs: false, "is remembered");
        }

        unsure.Add(stage.Name);
        return changes.Count > 0
            ? new(stage.Name, Runs: true, $"would run again because {string.Join("; ", changes)}")
            : new(stage.Name, Runs: true, $"would run again if {string.Join(" or ", waits)} answers otherwise than then");
    }

    /// <summary>Stages before that would run again, so that it is not known whether what they record is another.</summary>
    private List<string> Waits(Memo memo) => [.. memo.Inputs.Keys.Select(InputValues.RecordOf).OfType<string>().Where(unsure.Contains)];

    private List<string> Changes(Memo memo, bool isOver)
    {
        var other = memo.Inputs.GetValueOrDefault(InputValues.Code) != turn.Outside.Code;

        // What another build has noted may have names that this one does not know; a strategy's keys are always told.
        var names = memo.Inputs.Keys.Where(name => !other || InputValues.StrategyKey(name) is not null);
        var changes = names.Where(name => Differs(name, memo.Inputs[name])).SelectMany(name => Said(name, memo)).Distinct();
        changes = other ? changes.Prepend("the code is another build than then") : changes;
        return [.. isOver ? changes : changes.Prepend("it was not done")];
    }

    private bool Differs(string name, string then) =>
        InputValues.RecordOf(name) is { } stage
            ? !unsure.Contains(stage) && recorded.TryGetValue(stage, out var now) && now != then
            : turn.Values.Of(name) != then;

    private IEnumerable<string> Said(string name, Memo memo) =>
        InputValues.StrategyKey(name) is { } key
            ? StrategySaid(key, memo)
            : [InputValues.Said(name, memo.Inputs[name], InputValues.RecordOf(name) is null ? turn.Values.Of(name) : "")];

    private IEnumerable<string> StrategySaid(string key, Memo memo)
    {
        if (turn.Store.Read(ResolvedStrategy.NameOf(memo.Strategy)) is not { } text)
        {
            return [$"{(key.Length == 0 ? "the strategy" : key)} is another than then"];
        }

        var then = Below(ResolvedStrategy.ReadValues(text), key);
        var now = Below(turn.StrategyAtHand.Resolved.Values, key);
        var changed = then
            .Keys.Union(now.Keys)
            .Where(path => then.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Select(path => $"{path} was {then.GetValueOrDefault(path, "absent")} and is {now.GetValueOrDefault(path, "absent")}")
            .ToList();
        return changed.Count > 0 ? changed : [$"the order below {key} is another than then"];
    }

    private static Dictionary<string, string> Below(OrderedDictionary<string, string> values, string key) =>
        (key.Length == 0 ? values : ResolvedStrategy.Below(values, key)).ToDictionary(StringComparer.Ordinal);
}

/// <summary>What a turn would do at one stage.</summary>
/// <param name="Runs">Whether it would, or may, run again.</param>
/// <param name="Said">In words, after the stage's name.</param>
public sealed record StageOutlook(string Stage, bool Runs, string Said);
