using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Training.Searching;

[Doc("The search that chose the trainer: what was completed of it, and what that showed.")]
public sealed record SearchResult
{
    [Doc("Events from this time on judged the trials, which were fitted to older ones."), Moment]
    public required string JudgedFrom { get; init; }

    [Doc("Rows that judged the trials.")]
    public required int JudgedOn { get; init; }

    [Doc("Clusters that these rows are of.")]
    public required int Clusters { get; init; }

    [Doc("Rows that the trials of each heat were fitted to.")]
    public required IReadOnlyList<int> Heats { get; init; }

    [Doc("The trials by number, from 1, which has the defaults.")]
    public required IReadOnlyList<Trial> Trials { get; init; }

    [Doc("Number of the trial that was chosen."), AtLeast(1)]
    public required int Winner { get; init; }

    [Doc("Why it was.")]
    public required string Because { get; init; }

    /// <summary>Trials that were completed in a heat.</summary>
    /// <param name="heat">From 0.</param>
    public int Completed(int heat) => Trials.Count(trial => trial.Losses.Count > heat);

    /// <summary>Rows times passes of its trials.</summary>
    internal long Work => Trials.Sum(trial => Heats.Take(trial.Losses.Count).Sum(rows => (long)rows * SearchSpace.Made(trial).Passes));

    /// <summary>The trainer that won, as the strategy would name it.</summary>
    /// <exception cref="RefusedException">The manifest names a trial that is none.</exception>
    public Trainer Chosen(AutoTrainer how) =>
        Winner <= Trials.Count
            ? how.AsWinner(SearchSpace.Made(Trials[Winner - 1]))
            : throw new RefusedException(ExitCode.Mistake, $"A search names trial {Winner} as its winner, and had {Trials.Count}.");

    /// <summary>The first thing that another run of it found otherwise, in words; null where it found the same.</summary>
    public string? OtherIn(SearchResult now)
    {
        var place = Lines().Zip(now.Lines()).FirstOrDefault(pair => pair.First.Said != pair.Second.Said);
        return place.First.Said is { } said ? $"{place.First.Name} is {place.Second.Said} now, and was {said}"
            : Trials.Count != now.Trials.Count ? $"{now.Trials.Count} trials are completed now, and {Trials.Count} were"
            : null;
    }

    internal OrderedDictionary<string, object?> Write() =>
        Documents.Map([
            ("judged-from", JudgedFrom),
            ("judged-on", JudgedOn),
            ("clusters", Clusters),
            ("heats", new Flow(Heats)),
            ("trials", Trials.Select(trial => trial.Write()).ToList()),
            ("winner", Winner),
            ("because", Because),
        ]);

    private IEnumerable<(string Name, string Said)> Lines() =>
        [
            ("what judged it", $"{JudgedOn} rows of {Clusters} clusters from {JudgedFrom}"),
            ("what each heat was fitted to", string.Join(", ", Heats)),
            .. Trials.Select((trial, i) => ($"trial {i + 1}", YamlWriter.Write(trial.Write()).Trim())),
            ("the winner", $"{Winner} ({Because})"),
        ];
}
