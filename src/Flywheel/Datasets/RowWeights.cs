using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("What each row of a dataset counts for in training.")]
public abstract record RowWeights
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<RowWeights> Kinds { get; } =
        new() { ["none"] = typeof(EqualWeights), ["inverse-probability"] = typeof(InverseProbability) };

    /// <summary>Column of the dataset with each row's chance of being in it. No declared column has a name with a space.</summary>
    internal const string Chance = "\"inclusion chance\"";

    /// <summary>In the words of manifests and reports; null where every row counts alike.</summary>
    public abstract string? Said { get; }

    /// <summary>How rows are weighed by their chances; null where every row counts alike.</summary>
    /// <param name="chances">Each in (0, 1], shape [rows], in order of the rows' ids.</param>
    public abstract Weighing? Of(ReadOnlySpan<double> chances);
}

[Doc("Every row counts alike.")]
public sealed record EqualWeights : RowWeights
{
    public override string? Said => null;

    public override Weighing? Of(ReadOnlySpan<double> chances) => null;
}
