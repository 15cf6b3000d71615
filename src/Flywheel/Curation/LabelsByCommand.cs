using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("A program gets the picked points as a file and leaves their labels in another; docs/labels.md says which.")]
public sealed record LabelsByCommand : LabelSource
{
    [Doc("Program and arguments; the folder with the points is added. No shell reads it.")]
    [NotEmpty, Example("[ python3, examples/labelers/from_file.py, truth.csv ]")]
    public required IReadOnlyList<string> Run { get; init; }

    [Doc("Longest time of one call; the program is stopped after it, and what it has labelled by then is kept.")]
    [DurationRange("1s", "1d")]
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(1);

    [Doc("How the points are written, and in which form the labels are read.")]
    public PointsFormat Format { get; init; } = PointsFormat.Csv;

    public override bool IsOutside => true;
}

/// <summary>How points go out and labels come in.</summary>
public enum PointsFormat
{
    [Doc("A header, then a line a point.")]
    Csv,

    [Doc("A JSON object a line.")]
    Jsonl,
}
