using System.Globalization;
using Flywheel.Monitoring.Advice;
using Flywheel.Strategy;
using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

/// <summary>A check of one metric against limits, of all rows or of a cohort.</summary>
public abstract record LimitedMetric : Check
{
    [Doc("One of the strategy's metrics; of an estimate, one of monitoring.estimate."), Example("auc")]
    public required string Name { get; init; }

    [Doc("Lowest good value.")]
    public double? AtLeast { get; init; }

    [Doc("Highest good value.")]
    public double? AtMost { get; init; }

    [Doc("Cohort to look at; all rows without it.")]
    public string In { get; init; } = Figure.All;

    public override string Said => $"{Name}{(In == Figure.All ? "" : $" of {In}")}{Limits.Said(AtLeast, AtMost)}";

    public override string Cohort => In;

    public override IEnumerable<DeclaredName> Names => [new("name", Name, NameOf.Metric)];

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

    private static string Exact(double number) => number.ToString(CultureInfo.InvariantCulture);
}
