using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.Logging.Profiles;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Drills;
using Flywheel.Monitoring.Estimates;
using Flywheel.Monitoring.Projections;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

/// <summary>What a check may judge by.</summary>
/// <param name="Strategy">The strategy, for its expressions.</param>
/// <param name="Events">Events in the window; where they are a sample, as many as they stand for.</param>
/// <param name="Figures">Metrics by cohort.</param>
/// <param name="Drifts">Distances from the reference.</param>
/// <param name="Quarantined">Rows of the cycle in quarantine.</param>
/// <param name="Count">Counts the window's rows for which an SQL condition is true.</param>
public sealed record Observation(
    ModelStrategy Strategy,
    long Events,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<Drift> Drifts,
    long Quarantined,
    Func<string, long> Count
)
{
    /// <summary>End of the window.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>Score from which the model in force says 1; null where it says probabilities alone.</summary>
    public double? Threshold { get; init; }

    /// <summary>Events that arrived in the cycle, whenever they happened.</summary>
    public required long Arrived { get; init; }

    /// <summary>The same of the cycles before, oldest first.</summary>
    public required IReadOnlyList<long> ArrivedBefore { get; init; }

    /// <summary>Events in the window, counted: the same, unless some were not kept and <see cref="Events"/> is an estimate.</summary>
    public long Counted
    {
        get => field == 0 ? Events : field;
        init;
    }

    /// <summary>Columns of the cycle's landing files that are not what they were; null where there is nothing to compare.</summary>
    public IReadOnlyList<SchemaChange>? SchemaChanges { get; init; }

    /// <summary>Whether profiles landed in the cycle, made where production runs: of what was refused there nothing is known here.</summary>
    public bool Landed { get; init; }

    /// <summary>SQL that is true for what was received in the cycle.</summary>
    public string Received { get; init; } = "TRUE";

    /// <summary>The window's rows.</summary>
    public required Slice Window { get; init; }

    /// <summary>The reference's rows, or null where there is none yet.</summary>
    public Slice? Reference { get; init; }

    /// <summary>What the window's events held, where no row of them is kept; null elsewhere.</summary>
    public Profile? Profile { get; init; }

    /// <summary>The same of the reference.</summary>
    public Profile? ReferenceProfile { get; init; }

    /// <summary>What the audited events say; null without an audit.</summary>
    public Audit? Audit { get; init; }

    /// <summary>Metrics as they are estimated before their labels.</summary>
    public IReadOnlyList<Estimate> Estimates { get; init; } = [];

    /// <summary>Every watched column: score, features, projections, and the learned ones as fitted to the reference.</summary>
    public IReadOnlyList<DriftColumn> Columns
    {
        get => field ??= [.. DriftColumn.All(Strategy), .. LearnedColumns.Of(Strategy, Reference)];
        init;
    }

    /// <summary>Fits models.</summary>
    public required ITrainer Engine { get; init; }

    /// <summary>The rows of a time before the window's end, also such as the window does not hold.</summary>
    /// <param name="cohort">Name of the cohort that they are in.</param>
    public Slice Last(TimeSpan span, string cohort)
    {
        var time = Sql.Name(Strategy.Log.Time);
        return Within(Window with { Where = $"{time} >= {Sql.Time(AsOf - span)} AND {time} < {Sql.Time(AsOf)}" }, cohort);
    }

    /// <summary>What the window held of an expression; null where the profile does not have it.</summary>
    public IHeld? Held(Expression of, string cohort = Figure.All) =>
        Profile is null
            ? new HeldByRows($"({Strategy.Sql(of)})", Events, condition => Count(Condition.Within(Strategy, cohort, condition)))
            : Held(KeptColumns.Name(Strategy, of, cohort));

    /// <summary>The same of a column of the log.</summary>
    public IHeld? HeldOfColumn(string name) => Profile is null ? new HeldByRows(Sql.Name(name), Events, Count) : Held(name);

    private HeldByProfile? Held(string name) => Profile?.Column(name) is { } column ? new(column) : null;

    /// <summary>The window's rows of a cohort, by its name.</summary>
    public Slice Within(string cohort) => Within(Window, cohort);

    private Slice Within(Slice rows, string cohort) => cohort == Figure.All ? rows : rows.Of(Condition.Within(Strategy, cohort));
}

[Doc("A question about the newest window that is answered ok, bad, or not enough evidence.")]
public abstract record Check
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<Check> Kinds { get; } =
        new()
        {
            ["metric"] = typeof(MetricCheck),
            ["drift"] = typeof(DriftCheck),
            ["rows"] = typeof(RowsCheck),
            ["missing"] = typeof(MissingCheck),
            ["range"] = typeof(RangeCheck),
            ["quarantined"] = typeof(QuarantinedCheck),
            ["unique"] = typeof(UniqueCheck),
            ["one-of"] = typeof(OneOfCheck),
            ["fresh"] = typeof(FreshCheck),
            ["share"] = typeof(ShareCheck),
            ["usual-rows"] = typeof(UsualRowsCheck),
            ["new-values"] = typeof(NewValuesCheck),
            ["schema"] = typeof(SchemaCheck),
            ["estimate"] = typeof(EstimateCheck),
            ["audit"] = typeof(AuditCheck),
            ["predicted"] = typeof(PredictedCheck),
            ["joint-drift"] = typeof(JointDriftCheck),
            ["new-groups"] = typeof(NewGroupsCheck),
            ["change"] = typeof(ChangeCheck),
            ["outsized-source"] = typeof(OutsizedSourceCheck),
            ["burst"] = typeof(BurstCheck),
            ["flipped-labels"] = typeof(FlippedLabelsCheck),
        };

    /// <summary>The check in the words of the strategy, for tables.</summary>
    public abstract string Said { get; }

    /// <summary>Its expressions over the log's columns, each with the type that it needs; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [];

    /// <summary>Its names of what is declared elsewhere, besides the cohort.</summary>
    public virtual IEnumerable<DeclaredName> Names => [];

    /// <summary>Name of the cohort that it looks at; checked when the strategy is loaded.</summary>
    public virtual string Cohort => Figure.All;

    /// <summary>How long before the window's end the oldest row is that it asks for; zero where window and reference are enough.</summary>
    public virtual TimeSpan Back => TimeSpan.Zero;

    /// <summary>The same, reckoned from the window's beginning.</summary>
    public virtual TimeSpan BackBeforeWindow => TimeSpan.Zero;

    /// <summary>SQL conditions whose events in the window it counts: those of all checks are counted together.</summary>
    public virtual IEnumerable<string> Counted(ModelStrategy strategy) => [];

    /// <summary>Whether the rows of the window decide it, with those before: then windows that are drawn anew tell how often it is bad by chance.</summary>
    public virtual bool IsOfRows => true;

    /// <summary>Whether it can judge by profiles, where no row is kept.</summary>
    public virtual bool TakesProfiles => false;

    public abstract Verdict Judge(Observation seen);

    /// <summary>The recorded number that it judges by, where it is one of those that the report has; null elsewhere.</summary>
    public virtual double? Number(Observation seen) => null;

    /// <summary>Changes to the strategy that would answer it when it is bad; none where the cause is production's, or the kind does not tell any.</summary>
    public virtual IEnumerable<StrategyChange> Advise(Observation seen) => [];

    /// <summary>Takes the number that it judges by apart; null where there is nothing to take apart, or the kind does not tell how.</summary>
    /// <param name="seen">Over the tables of <see cref="Logging.AskedLog"/>.</param>
    public virtual Drill? Drill(Observation seen) => null;

    internal static string Shown(double number)
    {
        var text = number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
        // A rounded zero has no sign.
        return text == "-0" ? "0" : text;
    }

    /// <summary>A share that may be too large, of a count that may lie between two.</summary>
    /// <param name="why">What was counted, without its share.</param>
    protected static Verdict When(Bounds count, long of, double atMost, string why)
    {
        var (least, most) = ((double)count.Least / of, (double)count.Most / of);
        var shares = least == most ? Percent(least) : $"{Percent(least)} to {Percent(most)}";
        return least > atMost == most > atMost
            ? Verdict.When(least > atMost, $"{why} ({shares})")
            : Verdict.NotEnoughEvidence($"{why} ({shares}): the profile does not tell the limit's side of all");
    }

    /// <summary>The profiles were taken before the check asked for what it judges by.</summary>
    protected static Verdict NotProfiled { get; } =
        Verdict.NotEnoughEvidence("no profile of the window holds it: it is profiled from the turn on that asks for it");

    protected static string Percent(double share) => share.ToString("0.##%", System.Globalization.CultureInfo.InvariantCulture);
}
