using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("Which points a candidate is trained on.")]
public sealed record DatasetSection : Section
{
    [Doc("The points of the reservoir that make the dataset.")]
    public Points Points
    {
        get => Read(field);
        init;
    } = new Window { Length = TimeSpan.FromDays(28) };

    [Doc("The newest events, always held out to test the candidate on."), DurationRange("1h")]
    public TimeSpan HoldOut
    {
        get => Read(field);
        init;
    } = TimeSpan.FromDays(7);

    [Doc(
        "Whether, once every gate is open, the tested recipe is trained once more, up to the last label, and that model goes to production."
    )]
    public bool Refit
    {
        get => Read(field);
        init;
    }

    [Doc("Share of the ids that are for evaluation, never for training, by their own hash."), Range(0, 0.5)]
    public double EvaluationShare
    {
        get => Read(field);
        init;
    } = 0.05;

    /// <summary>What a first model waits for, and how far before its turn a dataset looks for points: the hold-out, and what comes before it.</summary>
    public TimeSpan History => HoldOut + Points.Needed;

    [Doc("What each row counts for in training.")]
    public RowWeights Weights
    {
        get => Read(field);
        init;
    } = new EqualWeights();
}

[Doc("The points of the reservoir that make the dataset.")]
public abstract record Points
{
    public static KindTable<Points> Kinds { get; } =
        new()
        {
            ["window"] = typeof(Window),
            ["all"] = typeof(AllPoints),
            ["sample"] = typeof(UniformSample),
            ["stratified-sample"] = typeof(StratifiedSample),
            ["recency-sample"] = typeof(RecencySample),
            ["continue"] = typeof(Continue),
        };

    /// <summary>Start of the dataset that ends at a time.</summary>
    /// <param name="firstEvent">Time of the first event; asked for only where it matters.</param>
    public abstract DateTime From(DateTime to, Func<DateTime> firstEvent);

    /// <summary>History that must be there before the first model is trained.</summary>
    public abstract TimeSpan Needed { get; }

    /// <summary>In the words of manifests and reports.</summary>
    public abstract string Said { get; }

    /// <summary>Its expressions over the log's columns, each with the type that it needs; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [];

    /// <summary>The rule of cohorts.yaml that it names, with its own key for it; null where it names none.</summary>
    public virtual (string Key, string Name)? CohortRule => null;
}

[Doc("The newest points before the hold-out.")]
public sealed record Window : Points
{
    [Doc("Length of the window."), Inline, DurationRange("1h"), Example("28d")]
    public required TimeSpan Length { get; init; }

    public override TimeSpan Needed => Length;

    public override string Said => $"window of {Duration.Text(Length)}";

    public override DateTime From(DateTime to, Func<DateTime> firstEvent) => to - Length;
}

[Doc("Every point before the hold-out.")]
public sealed record AllPoints : Points
{
    [Doc("History that must be there before the first model is trained."), DurationRange("1h")]
    public TimeSpan AtLeast { get; init; } = TimeSpan.FromDays(28);

    public override TimeSpan Needed => AtLeast;

    public override string Said => "all points";

    public override DateTime From(DateTime to, Func<DateTime> firstEvent) => firstEvent();
}
