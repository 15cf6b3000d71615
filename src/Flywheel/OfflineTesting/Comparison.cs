using Flywheel.Datasets;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting.Disagreeing;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting;

/// <summary>What gates judge by: the candidate, paired with the model in force where there is one.</summary>
public sealed record Comparison : IStageRecord
{
    /// <summary>Version of the candidate, or null where none was trained.</summary>
    public string? Candidate { get; init; }

    /// <summary>Version in force, or null before the first.</summary>
    public string? Current { get; init; }

    /// <summary>Start of the hold-out; it ends at the turn's time.</summary>
    public DateTime HoldOutFrom { get; init; }

    /// <summary>Labelled rows of the hold-out that neither model has seen.</summary>
    public int Rows { get; init; }

    /// <summary>Events of the hold-out whose label has not arrived.</summary>
    public long Unlabelled { get; init; }

    /// <summary>Labelled rows left out because one of the models was trained on them.</summary>
    public long Seen { get; init; }

    /// <summary>Kish's effective size of the rows under their sampling weights.</summary>
    public double EffectiveSize { get; init; }

    /// <summary>One row a group and metric: all rows, cohorts, the pooled small cohorts, evaluation sets.</summary>
    public IReadOnlyList<Contrast> Contrasts { get; init; } = [];

    /// <summary>Cohorts too small to stand alone, which the pooled row stands for.</summary>
    public IReadOnlyList<string> Pooled { get; init; } = [];

    /// <summary>Cohorts without a labelled row.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Figures of alternatives that nobody would deploy, and of the model never retrained.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>What could be done to the model in force for nothing; empty before the first, and where a few clusters cannot tell.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>What the difference in the strategy's first metric will be in the next cycle; null while the ledger is too short to tell.</summary>
    public NextCycle? NextCycle { get; init; }

    /// <summary>The best model in force over the last turns; null where no gate asks for it.</summary>
    public Anchor? Anchor { get; init; }

    /// <summary>Signs of leaks; null where no gate asks for them.</summary>
    public LeakSigns? Leaks { get; init; }

    /// <summary>The candidate's dataset beside that of the model in force; null where one of them is not there.</summary>
    public DataChange? Data { get; init; }

    /// <summary>What a candidate that went on from the model in force has lost on older events; empty for others.</summary>
    public IReadOnlyList<Forgetting> Forgotten { get; init; } = [];

    /// <summary>How far two trainings of the recipe lie apart, by metric; empty where the strategy does not ask for it.</summary>
    public IReadOnlyList<RetrainingNoise> Noise { get; init; } = [];

    /// <summary>What came out of each expectation of the strategy, in its order.</summary>
    public IReadOnlyList<ExpectationResult> Expectations { get; init; } = [];

    /// <summary>Where candidate and current disagree; null before the first model, and where the strategy does not look for it.</summary>
    public Disagreements? Disagreements { get; init; }

    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>Versions of evaluation sets that the turn proposes; nothing was decided on them. Null where the strategy lets none grow.</summary>
    public IReadOnlyList<GrownSet>? Grown { get; init; }

    public IReadOnlyDictionary<string, string> Proposals { get; init; } = new Dictionary<string, string>();

    /// <summary>promote, hold, refuse, not-enough-evidence, or no-candidate.</summary>
    public required string Decision { get; init; }

    /// <summary>The decision's reason, as a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Range of the picture of scores; null for probabilities.</summary>
    public ScoreSpan? Span { get; init; }

    /// <summary>Shares of the hold-out's scores in equal bins over that range.</summary>
    public IReadOnlyList<double> ScoreCurrent { get; init; } = [];

    public IReadOnlyList<double> ScoreCandidate { get; init; } = [];

    /// <summary>A group's row for a metric.</summary>
    public Contrast? Of(string group, string metric) =>
        Contrasts.FirstOrDefault(contrast => contrast.Group == group && contrast.Metric == metric);

    /// <summary>Whether all gates of these kinds are open: what a stakeholder relies on.</summary>
    public bool AreOpen(IReadOnlyCollection<string> gates) =>
        Gates.Where(gate => gates.Contains(gate.Gate)).All(gate => gate.Outcome == GateOutcome.Open);

    /// <summary>What a gate asks of: the row of an evaluation set, whatever its version, or of the whole hold-out.</summary>
    /// <param name="set">Name of the set; null for the hold-out.</param>
    public Contrast? On(string? set, string metric) =>
        set is null
            ? Of(Figure.All, metric)
            : Contrasts.FirstOrDefault(contrast =>
                contrast.Kind == GroupKind.EvaluationSet
                && contrast.Metric == metric
                && contrast.Group.StartsWith(set + " ", StringComparison.Ordinal)
            );
}

/// <summary>Where a group of rows comes from.</summary>
public enum GroupKind
{
    All,
    Cohort,
    Pooled,
    EvaluationSet,
}

/// <summary>Candidate and current on one group by one metric.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="CurrentMeasured">The model in force; null before the first.</param>
/// <param name="CandidateMeasured">The candidate.</param>
/// <param name="Difference">Candidate minus current, paired; null before the first.</param>
public sealed record Contrast(
    string Group,
    GroupKind Kind,
    string Metric,
    Measurement? CurrentMeasured,
    Measurement CandidateMeasured,
    Measurement? Difference
)
{
    /// <summary>Name of the rule in cohorts.yaml that made the cohort; empty for other groups.</summary>
    public string Rule { get; init; } = "";
}

/// <summary>An alternative's metrics on the hold-out.</summary>
public sealed record Baseline(string Name, string Metric, Measurement Measured);
