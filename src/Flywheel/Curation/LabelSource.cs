using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Where labels come from, and what they cost.")]
public abstract record LabelSource
{
    public static KindTable<LabelSource> Kinds { get; } = new() { ["from-log"] = typeof(LabelsFromLog) };

    [Doc("Price of one label in the team's money; labels that cost nothing are seen as they arrive, others once they are bought.")]
    [AtLeast(0)]
    public double Price { get; init; }

    /// <summary>Whether a label is visible only for points that curation has bought.</summary>
    public bool MustBeBought => Price > 0;
}

[Doc("Production writes the labels into the log when they become known.")]
public sealed record LabelsFromLog : LabelSource;
