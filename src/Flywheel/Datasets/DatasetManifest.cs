using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("The exact points of one training job, named by the digest of their ordered rows.")]
public sealed record DatasetManifest
{
    [Doc("Name of the model.")]
    public required string Model { get; init; }

    [Doc("Version: the time of the turn that formed it."), Moment]
    public required string Version { get; init; }

    [Doc("Time as of which it was formed."), Moment]
    public required string AsOf { get; init; }

    [Doc("Which points of the reservoir the strategy asked for.")]
    public required string Points { get; init; }

    [Doc("Of a sample, what was taken of what there was.")]
    public string? Taken { get; init; }

    [Doc("Time of its first event, or earlier."), Moment]
    public required string From { get; init; }

    [Doc("Events from this time on are not in it."), Moment]
    public required string To { get; init; }

    [Doc("How many rows.")]
    public required long Rows { get; init; }

    [Doc("Identity: digest of its rows in order of id.")]
    public required string Digest { get; init; }

    [Doc("Share of positives.")]
    public double? LabelShare { get; init; }

    [Doc("Mean of the labels, where they are numbers.")]
    public double? LabelMean { get; init; }

    [Doc("What its rows count for in training; nothing where all count alike.")]
    public WeightFigures? Weights { get; init; }

    [Doc("Which ids may be in it.")]
    public required string Role { get; init; }

    [Doc("Its rows by the cycle of their events, each by its begin; a dataset that comes out otherwise is told where.")]
    [EntryNames("[0-9T:-]+", "a time")]
    public IReadOnlyDictionary<string, CycleRows> Cycles { get; init; } = new Dictionary<string, CycleRows>();

    [Doc("The rows that the candidate is tested on.")]
    public required HoldOutRows HoldOut { get; init; }

    [Doc("What each column holds, so that the diff of two manifests shows what changed in the data.")]
    public required IReadOnlyDictionary<string, ColumnValues> Columns { get; init; }

    public static string Path(string model, string version) => $"datasets/{model}/{version}.yaml";

    /// <returns>The manifest, or null where there is none.</returns>
    /// <exception cref="RefusedException">It is damaged.</exception>
    public static DatasetManifest? Read(IFiles files, string path) =>
        files.Read(path) is { } text ? Documents.Read<DatasetManifest>(path, text) : null;

    public string Write() =>
        Documents.Write(
            $"Dataset {Model}@{Version}: the exact points of one training job, named by the digest of their ordered rows.",
            [
                ("model", Model),
                ("version", Version),
                ("as-of", AsOf),
                ("points", Points),
                ("taken", Taken),
                ("from", From),
                ("to", To),
                ("rows", Rows),
                ("digest", Digest),
                ("label-share", LabelShare),
                ("label-mean", LabelMean),
                ("weights", Weights?.Write()),
                ("role", Role),
                ("cycles", Cycles.ToDictionary(cycle => cycle.Key, cycle => cycle.Value.Write(), StringComparer.Ordinal)),
                ("hold-out", HoldOut.Write()),
                ("columns", Columns.ToDictionary(column => column.Key, column => column.Value.Write(), StringComparer.Ordinal)),
            ]
        );
}

[Doc("A dataset's rows of one cycle.")]
public sealed record CycleRows
{
    /// <summary>Digits of a digest that tell whether rows are others; the dataset's identity has all of them.</summary>
    public const int Digits = 16;

    [Doc("How many.")]
    public required long Rows { get; init; }

    [Doc("Of a sample, how many points they were drawn from.")]
    public long? Of { get; init; }

    [Doc("First digits of the digest of these rows in order of id.")]
    public required string Digest { get; init; }

    internal Flow Write() => Documents.Flow([("rows", Rows), ("of", Of), ("digest", Digest)]);
}

[Doc("The newest rows, which the candidate is tested on and never trained on.")]
public sealed record HoldOutRows
{
    [Doc("Time of the first event, or earlier."), Moment]
    public required string From { get; init; }

    [Doc("Events from this time on are not among them."), Moment]
    public required string To { get; init; }

    [Doc("How many have a label.")]
    public required long Rows { get; init; }

    [Doc("Digest of the labelled rows in order of id.")]
    public required string Digest { get; init; }

    internal OrderedDictionary<string, object?> Write() => Documents.Map([("from", From), ("to", To), ("rows", Rows), ("digest", Digest)]);
}

[Doc("What a column holds.")]
public sealed record ColumnValues
{
    [Doc("Rows without a value.")]
    public required long Missing { get; init; }

    [Doc("Different values.")]
    public required long Distinct { get; init; }

    [Doc("The least value, as text.")]
    public string? Least { get; init; }

    [Doc("The greatest value, as text.")]
    public string? Most { get; init; }

    internal Flow Write() => Documents.Flow([("missing", Missing), ("distinct", Distinct), ("least", Least), ("most", Most)]);
}
