using Flywheel.Logging.Targets;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("Any program: it gets rows as files, and leaves a model and scores as files; docs/trainers.md says which.")]
public sealed record CommandTrainer : Trainer
{
    /// <summary>Names of what the engine is told, beside the files' digests.</summary>
    public const string TaskParameter = "task";
    public const string ClassesParameter = "classes";
    public const string SeedParameter = "seed";
    public const string RunParameter = "run";
    public const string TimeParameter = "within";

    [Doc(
        "Program and arguments; 'fit FOLDER' or 'score FOLDER' is added. No shell reads it. Files of the repository among them are part of the recipe."
    )]
    [NotEmpty, Example("[ python3, examples/trainers/logistic.py ]")]
    public required IReadOnlyList<string> Run { get; init; }

    [Doc("Files of the repository that the program reads besides: an edited one makes another recipe.")]
    public IReadOnlyList<string> Reads { get; init; } = [];

    [Doc("Longest time of one call; the program is stopped after it."), DurationRange("1m")]
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(1);

    public override int Passes => 1;

    public override IReadOnlyList<(string Path, bool IsNeeded)> Files =>
        [.. Run.Select(word => (word, false)), .. Reads.Select(file => (file, true))];

    public override IReadOnlyDictionary<string, string> Parameters(Target target, int seed) =>
        new OrderedDictionary<string, string>
        {
            [TaskParameter] =
                target.IsProbability ? "binary"
                : target.Classes.Count > 0 ? "multiclass"
                : "regression",
            [ClassesParameter] = XGBoostObjective.Shown(target.Classes.Count),
            [RunParameter] = System.Text.Json.JsonSerializer.Serialize(Run, Storage.Json.OneLine),
            [TimeParameter] = Duration.Text(Within),
            [SeedParameter] = XGBoostObjective.Shown(seed),
        };
}
