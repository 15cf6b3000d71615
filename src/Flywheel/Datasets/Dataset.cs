using Flywheel.Turns;

namespace Flywheel.Datasets;

/// <summary>The exact points of one training job.</summary>
public sealed record Dataset
{
    /// <summary>Version: the time of the turn that formed it.</summary>
    public required string Version { get; init; }

    /// <summary>Times of its events: [From, To).</summary>
    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public required long Rows { get; init; }

    /// <summary>Identity: digest of its rows in order of id.</summary>
    public required string Digest { get; init; }

    /// <summary>SHA-256 of its Parquet file: id, the declared columns, the label.</summary>
    public required string Object { get; init; }

    /// <summary>The one score that fits its labels best: their mean, which of 1 and 0 is the share of positives, or the number of the most frequent class.</summary>
    public double? Constant { get; init; }

    /// <summary>Of a sample, what was taken of what there was.</summary>
    public string? Taken { get; init; }

    /// <summary>What its rows count for; null where all count alike.</summary>
    public WeightFigures? Weights { get; init; }

    /// <summary>Where a strategy continues: from which model, or why from none; null where it does not ask for it.</summary>
    public Continuation? Continuation { get; init; }
}

/// <summary>What a turn decided to train on, if anything.</summary>
public sealed record DatasetRecord : IStageRecord
{
    public Dataset? Dataset { get; init; }

    public IReadOnlyList<string> Objects => Dataset is null ? [] : [Dataset.Object];

    public required IReadOnlyDictionary<string, string> Proposals { get; init; }
}
