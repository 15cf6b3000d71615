using Flywheel.Metrics;
using Flywheel.Monitoring;

namespace Flywheel.OfflineTesting.Expectations;

/// <summary>What came out of one expectation: of the candidate, and of the model in force on the same rows.</summary>
/// <param name="Name">Its name in the strategy.</param>
/// <param name="Kind">invariance, direction or minimum.</param>
/// <param name="Said">What it asks.</param>
/// <param name="AtLeast">Share of which it must hold.</param>
public sealed record ExpectationResult(string Name, string Kind, string Said, double AtLeast)
{
    /// <summary>Rows that were looked at.</summary>
    public int Rows { get; init; }

    /// <summary>Rows whose change gave the values that they had: nothing was asked of them.</summary>
    public int Unchanged { get; init; }

    /// <summary>Rows whose change gave no value where there was one: nothing was asked of them.</summary>
    public int WithoutValue { get; init; }

    /// <summary>Rows that were changed, and none of the candidate's features with them: it cannot break on them.</summary>
    public int Unseen { get; init; }

    /// <summary>Rows that the candidate breaks it on.</summary>
    public int Broken { get; init; }

    /// <summary>Share of the rows of which it holds for the candidate, with its interval.</summary>
    public required Measurement Candidate { get; init; }

    /// <summary>The same of the model in force; null before the first.</summary>
    public Measurement? Current { get; init; }

    /// <summary>Rows that the candidate breaks it on, worst first.</summary>
    public IReadOnlyList<BrokenRow> Examples { get; init; } = [];

    /// <summary>The interval decides; without one nothing is shown.</summary>
    public Outcome Outcome =>
        Candidate is not { Low: { } low, High: { } high } ? Outcome.NotEnoughEvidence
        : low >= AtLeast ? Outcome.Ok
        : high < AtLeast ? Outcome.Bad
        : Outcome.NotEnoughEvidence;
}

/// <summary>A row that a model breaks an expectation on.</summary>
/// <param name="Changed">Each changed column with its value before and after.</param>
/// <param name="Label">The label, where it is asked about; null otherwise.</param>
/// <param name="Before">Score of the row as it was.</param>
/// <param name="After">Score with its changes; null where nothing is changed.</param>
public sealed record BrokenRow(string Id, IReadOnlyList<ChangedValue> Changed, double? Label, double Before, double? After);

/// <summary>A column's value before and after a change, long texts cut to where they part.</summary>
public sealed record ChangedValue(string Column, string? Before, string? After);
