using Flywheel.Metrics;

namespace Flywheel.Cohorts.Weak;

/// <summary>A cohort on which the model in force loses more than on all rows.</summary>
public sealed record WeakCohort
{
    /// <summary>Its columns, each with its value or band.</summary>
    public required string Name { get; init; }

    /// <summary>Its condition, in the words of the strategy.</summary>
    public required string Condition { get; init; }

    /// <summary>Names of the strategy's cohorts that are the same condition.</summary>
    public required string? Known { get; init; }

    /// <summary>What search and confirmation say.</summary>
    public required WeakFind Find { get; init; }

    /// <summary>Labelled rows that have it, of both halves.</summary>
    public required int Rows { get; init; }

    /// <summary>Cost of errors in a thousand rows less that of all rows, in the confirming half; null without costs.</summary>
    public required Measurement? Cost { get; init; }

    /// <summary>Label less score in the confirming half: what is not nearly 0 more data may mend, the rest may be plain hard. Null where a score is no number like the label.</summary>
    public required Measurement? Bias { get; init; }
}

/// <summary>What was looked at, and what was found.</summary>
/// <param name="Version">The model in force.</param>
/// <param name="Metric">Whose errors count, row by row.</param>
/// <param name="Rows">Labelled rows that the model was not trained on.</param>
/// <param name="Clusters">Their clusters.</param>
/// <param name="Columns">Columns, features and projections that have traits.</param>
/// <param name="Found">Every find, confirmed ones first; null where the clusters are too few to search and confirm.</param>
public sealed record WeakCohorts(
    string Version,
    Metric Metric,
    int Rows,
    int Clusters,
    IReadOnlyList<string> Columns,
    IReadOnlyList<WeakCohort>? Found
)
{
    public IEnumerable<WeakCohort> Confirmed => (Found ?? []).Where(cohort => cohort.Find.IsConfirmed);
}
