using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("A metric of production's scores in monitoring's window crosses a limit.")]
public sealed record MetricBelow : Trigger, IConsistent
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Name { get; init; }

    [Doc("Trains when the metric is below.")]
    public double? Below { get; init; }

    [Doc("Trains when the metric is above.")]
    public double? Above { get; init; }

    [Doc("Cohort to look at; all rows without it.")]
    public string? In { get; init; }

    [Doc("The newest events to measure it on; monitoring's window without it."), DurationRange("1h", "520w"), Example("28d")]
    public TimeSpan? Over { get; init; }

    [Doc("Trains only when the whole interval is beyond the limit: an estimate that is so by chance says nothing.")]
    public bool WholeInterval { get; init; }

    public override IEnumerable<DeclaredName> Names =>
        In is null ? [new("name", Name, NameOf.Metric)] : [new("name", Name, NameOf.Metric), new("in", In, NameOf.Cohort)];

    public override Decision Decide(Signals seen)
    {
        var measured = Over is { } over ? seen.Measure(Name, In ?? Figure.All, over) : Figured(seen);
        if (measured?.Value is not { } value)
        {
            return Decision.Unknown($"{Said} could not be measured: {measured?.Why ?? "no model in force"}");
        }

        return WholeInterval ? Wholly(measured)
            : Below is { } low && value < low ? new(Answer.Yes, $"{Said} {Shown(value)} is below {Shown(low)}")
            : Above is { } high && value > high ? new(Answer.Yes, $"{Said} {Shown(value)} is above {Shown(high)}")
            : new(Answer.No, $"{Said} {Shown(value)} is within its limits");
    }

    public IEnumerable<Contradiction> Contradictions() =>
        Below is null && Above is null
            ? [new("below", "The metric has no limit.", "Nothing would ever be trained.", "Write 'below' or 'above' with a number.")]
            : [];

    private string Said => $"{Name}{(In is null ? "" : $" of {In}")}{(Over is { } over ? $" over {Duration.Text(over)}" : "")}";

    private Measurement? Figured(Signals seen) =>
        seen.Window.Figures.FirstOrDefault(figure => figure.Cohort == (In ?? Figure.All) && figure.Metric == Name)?.Measured;

    /// <summary>An interval that holds the limit is neither a yes nor a no.</summary>
    private Decision Wholly(Measurement measured)
    {
        var verdict = Limits.Judge(Said, measured, Below, Above, "no labelled row");
        return new(
            verdict.Outcome switch
            {
                Outcome.Bad => Answer.Yes,
                Outcome.Ok => Answer.No,
                _ => Answer.Unknown,
            },
            verdict.Outcome == Outcome.Ok ? $"{verdict.Why} is within its limits" : verdict.Why
        );
    }
}
