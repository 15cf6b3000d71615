using Flywheel.Expressions;
using Flywheel.Logging.Profiles;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Drills;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Share of the window's events whose value is none of a set.")]
public sealed record OneOfCheck : Check
{
    [Doc("A text expression over the log's columns."), Example("origin")]
    public required Expression Of { get; init; }

    [Doc("The good values."), NotEmpty, Distinct, Example("[ ATL, ORD ]")]
    public required IReadOnlyList<string> In { get; init; }

    [Doc("Largest share of other values that is good."), Range(0, 1)]
    public double AtMost { get; init; }

    public override string Said => $"{Of.Text} is one of {In.Count} values";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Text)];

    public override bool TakesProfiles => true;

    public override IEnumerable<string> Counted(ModelStrategy strategy) => [Condition.Known(Value(strategy)), Others(strategy)];

    public override Verdict Judge(Observation seen)
    {
        if (seen.Held(Of) is not { } held)
        {
            return NotProfiled;
        }

        var known = held.Known;
        return known == 0 ? Verdict.NotEnoughEvidence("no event in the window has a value")
            : held.OtherThan(In) is { } others ? When(others, known, AtMost, $"{others} of {known} values are none of them")
            : Verdict.NotEnoughEvidence($"the profile does not count each of more than {TextSketch.Most} texts");
    }

    public override IEnumerable<StrategyChange> Advise(Observation seen) =>
        [
            new(
                StrategyLoader.MainFile,
                ["log", "quarantine"],
                $"unknown-{StrategyChange.Name(Of.Text)}: {StrategyChange.Quoted($"({Of.Text}) NOT IN ({string.Join(", ", In.Select(Sql.Text))})")}",
                $"Events with another {Of.Text} go to quarantine, and enter neither metric nor dataset."
            ),
        ];

    public override Drill? Drill(Observation seen)
    {
        var (of, others) = (Value(seen.Strategy), Others(seen.Strategy));
        return new(
            $"SELECT {seen.Window.Counting(others)} / {seen.Window.Counting(Condition.Known(of))} FROM log WHERE {seen.Window.Where}",
            [
                EventRows.By("The other values", of, $"{seen.Window.Where} AND {others}"),
                EventRows.First(seen.Strategy, "Events with one of them", $"{seen.Window.Where} AND {others}"),
            ]
        );
    }

    private string Value(ModelStrategy strategy) => $"({strategy.Sql(Of)})";

    private string Others(ModelStrategy strategy) => Condition.OtherThan(Value(strategy), In);
}
