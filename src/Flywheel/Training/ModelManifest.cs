using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Training.Searching;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("What a model was made of, so that anybody can make it again.")]
public sealed record ModelManifest
{
    [Doc("Name of the model.")]
    public required string Model { get; init; }

    [Doc("Version: the time of the turn that trained it."), Moment]
    public required string Version { get; init; }

    [Doc("Version of the dataset it was trained on.")]
    public required string Dataset { get; init; }

    [Doc("Digest of the dataset's ordered rows.")]
    public required string DatasetDigest { get; init; }

    [Doc("Events from this time on it never saw."), Moment]
    public required string TrainedTo { get; init; }

    [Doc("What trained it.")]
    public required string Trainer { get; init; }

    [Doc("Passes over the data.")]
    public required int Rounds { get; init; }

    [Doc("Passes that early stopping kept.")]
    public int? Kept { get; init; }

    [Doc("The model that the training went on from, with passes on top of its own.")]
    public ContinuedFrom? ContinuedFrom { get; init; }

    [Doc("Score from which the model says 1, where it has one of its own.")]
    public double? Threshold { get; init; }

    [
        Doc("The engine's parameters by the engine's names, and what else the training was asked for."),
        EntryNames("[a-z0-9_]+", "a parameter's name")
    ]
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    [Doc("The search that chose the trainer and its parameters, where the strategy asks for one.")]
    public SearchResult? Search { get; init; }

    [Doc("Inputs by name, as DuckDB's SQL; a category says how many values training saw.")]
    public required IReadOnlyDictionary<string, string> Features { get; init; }

    [Doc("SHA-256 of the model's bytes under the environment below.")]
    public required string Bytes { get; init; }

    [Doc("Where the bytes were made: equal environments make equal bytes.")]
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    [Doc("Digest of those keys of the strategy that its bytes follow from.")]
    public required string Strategy { get; init; }

    [Doc("Share of the total gain by feature.")]
    public required IReadOnlyDictionary<string, double> Importance { get; init; }

    [Doc("The same recipe trained once more, up to the last label: what production follows in place of the bytes above.")]
    public RefittedModel? Refit { get; init; }

    public static string Path(string model, string version) => $"models/{model}/{version}.yaml";

    public string Write() =>
        Documents.Write(
            $"Model {Model}@{Version}. Made by the loop; rebuilt from the dataset's manifest and the parameters below.",
            [
                ("model", Model),
                ("version", Version),
                ("dataset", Dataset),
                ("dataset-digest", DatasetDigest),
                ("trained-to", TrainedTo),
                ("trainer", Trainer),
                ("rounds", Rounds),
                ("kept", Kept),
                ("continued-from", ContinuedFrom?.Write()),
                ("threshold", Threshold),
                ("parameters", Parameters),
                ("search", Search?.Write()),
                ("features", Features),
                ("bytes", Bytes),
                ("environment", Environment),
                ("strategy", Strategy),
                ("importance", Importance),
                ("refit", Refit?.Write()),
            ]
        );

    /// <summary>Score from which a version says 1; null where it says probabilities alone, or is not there.</summary>
    public static double? ThresholdOf(IFiles files, string model, string? version) =>
        version is not null && files.Read(Path(model, version)) is { } text
            ? Documents.Read<ModelManifest>(Path(model, version), text).Threshold
            : null;

    /// <exception cref="RefusedException">The manifest is missing or damaged.</exception>
    public static ModelManifest Read(IFiles files, string model, string version)
    {
        var path = Path(model, version);
        return files.Read(path) is { } text
            ? Documents.Read<ModelManifest>(path, text)
            : throw new RefusedException(
                ExitCode.Mistake,
                $"{path} is missing, but {Deployment.Path(model)} or the ledger names this version. Take it from git again: git checkout -- {path}"
            );
    }
}
