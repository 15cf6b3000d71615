using Flywheel.Metrics;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Drills;
using Flywheel.Strategy;
using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A metric of the scores that production gave, held against limits: bad only when its whole interval is outside.")]
public sealed record MetricCheck : Check
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Name { get; init; }

    [Doc("Lowest good value.")]
    public double? AtLeast { get; init; }

    [Doc("Highest good value.")]
    public double? AtMost { get; init; }

    [Doc("Cohort to measure; all rows without it.")]
    public string In { get; init; } = Figure.All;

    public override string Said => $"{Name}{(In == Figure.All ? "" : $" of {In}")}{Limits.Said(AtLeast, AtMost)}";

    public override string Cohort => In;

    public override IEnumerable<DeclaredName> Names => [new("name", Name, NameOf.Metric)];

    public override Verdict Judge(Observation seen) => Limits.Judge(Name, Measured(seen), AtLeast, AtMost, "no labelled row");

    private Measurement? Measured(Observation seen) =>
        seen.Figures.FirstOrDefault(figure => figure.Cohort == In && figure.Metric == Name)?.Measured;

    public override double? Number(Observation seen) => Measured(seen)?.Value;

    public override IEnumerable<StrategyChange> Advise(Observation seen) =>
        In != Figure.All ? CohortAdvice.Of(seen.Strategy, Name, In)
        : seen.Strategy.Main.Trigger is Any && (AtLeast ?? AtMost) is not null
            ?
            [
                new(
                    StrategyLoader.MainFile,
                    ["trigger", "any"],
                    $"- metric: {{ name: {Name}, {(AtLeast is { } least ? $"below: {Exact(least)}" : $"above: {Exact(AtMost!.Value)}")} }}",
                    $"A model is trained as soon as {Name} is beyond the limit of this alert."
                ),
            ]
        : [];

    private static string Exact(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override Drill? Drill(Observation seen) => MetricDrill.Of(seen.Strategy, seen.Strategy.Metric(Name), seen.Within(In).Where);
}
