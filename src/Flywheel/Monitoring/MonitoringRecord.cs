using Flywheel.Metrics;
using Flywheel.Monitoring.Budgets;
using Flywheel.Monitoring.Estimates;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>What the newest window looked like.</summary>
public sealed record MonitoringRecord : IStageRecord
{
    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    /// <summary>Version that the deployment names at the window's end, or null.</summary>
    public string? InForce { get; init; }

    /// <summary>Which versions gave the scores that production logged in the window, the most first: not always the model in force.</summary>
    public IReadOnlyList<Scored> ScoredBy { get; init; } = [];

    /// <summary>Events in the window that are in the log.</summary>
    public required long Events { get; init; }

    /// <summary>Whether profiles tell of them and no row is kept; null where rows are.</summary>
    public bool? Profiled { get; init; }

    /// <summary>Events in the window that a sample left out; null where every event so far was kept.</summary>
    public long? NotKept { get; init; }

    /// <summary>Of these with a label that had arrived.</summary>
    public required long Labelled { get; init; }

    /// <summary>Share of positives among the labelled.</summary>
    public double? LabelMean { get; init; }

    /// <summary>Complaints for each thousand events.</summary>
    public double? ComplaintRate { get; init; }

    /// <summary>Metrics of the scores that production gave: of all rows first, then of each cohort.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The same of all rows over other sizes of the window; null where the strategy names none.</summary>
    public IReadOnlyList<OtherWindow>? Windows { get; init; }

    /// <summary>Metrics estimated before their labels; null where the strategy asks for none.</summary>
    public IReadOnlyList<Estimate>? Estimates { get; init; }

    /// <summary>Past estimates, with what they turned out to be by now; null where the strategy asks for none.</summary>
    public IReadOnlyList<EstimateRow>? PastEstimates { get; init; }

    /// <summary>What the last turn's candidate promised and what came of it; null where it compared nothing.</summary>
    public Realised? Realised { get; init; }

    /// <summary>Distances from the reference.</summary>
    public required IReadOnlyList<Drift> Drifts { get; init; }

    /// <summary>Which class was taken for which; null where labels are no classes.</summary>
    public IReadOnlyList<Confusion>? Confusion { get; init; }

    /// <summary>What the audited events say; null without an audit.</summary>
    public Audit? Audit { get; init; }

    /// <summary>Alarms by chance; null where the strategy does not ask.</summary>
    public AlarmBudget? Budget { get; init; }

    /// <summary>Kinds of drift, where a drift check was above its limit; null where none was.</summary>
    public IReadOnlyList<NamedDrift>? Named { get; init; }

    /// <summary>Share of the total gain by feature of the model in force; null where there is none.</summary>
    public IReadOnlyDictionary<string, double>? Importance { get; init; }

    /// <summary>In words, which reference; empty where there is none yet.</summary>
    public required string Reference { get; init; }

    /// <summary>Range of the picture of scores; null for probabilities.</summary>
    public ScoreSpan? Span { get; init; }

    /// <summary>Shares of the score in equal bins over that range: reference and window.</summary>
    public IReadOnlyList<double> ScoreReference { get; init; } = [];

    public IReadOnlyList<double> ScoreWindow { get; init; } = [];

    public required IReadOnlyList<CheckResult> Checks { get; init; }

    public int Alarms => Checks.Count(check => check.Alert && check.Outcome == Outcome.Bad);
}

/// <summary>Events that a version scored.</summary>
/// <param name="By">The version, as production logged it; empty where it logged none.</param>
public sealed record Scored(string By, long Events);

/// <summary>A metric of one cohort; the cohort of all rows is named <see cref="All"/>.</summary>
public sealed record Figure(string Cohort, string Metric, Measurement Measured)
{
    public const string All = "all";
}

/// <summary>A column's distance from the reference under one convention.</summary>
public sealed record Drift(string Column, string Distance, string Convention, double Value);

/// <summary>A check's answer.</summary>
/// <param name="Check">The check in the words of the strategy.</param>
/// <param name="Alert">Whether it raises a hand.</param>
public sealed record CheckResult(string Check, bool Alert, Outcome Outcome, string Why);
