using Flywheel.Expressions;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Drills;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Share of the window's events that meet a condition: a rule of quality, a proxy of the label, a known edge case.")]
public sealed record ShareCheck : Check, IConsistent
{
    [Doc("Condition over the log's columns."), Example("score > 0.9")]
    public required Expression Of { get; init; }

    [Doc("Smallest share that is good."), Range(0, 1)]
    public double AtLeast { get; init; }

    [Doc("Largest share that is good."), Range(0, 1)]
    public double AtMost { get; init; } = 1;

    [Doc("Cohort to look at; all events without it.")]
    public string In { get; init; } = Figure.All;

    public override string Said => $"share of {Of.Text}{(In == Figure.All ? "" : $" in {In}")} in [{Percent(AtLeast)}, {Percent(AtMost)}]";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Boolean)];

    public override string Cohort => In;

    public override bool TakesProfiles => true;

    public override IEnumerable<string> Counted(ModelStrategy strategy) =>
        [Condition.Within(strategy, In, Condition.Known(Value(strategy))), Condition.Within(strategy, In, Value(strategy))];

    public override Verdict Judge(Observation seen)
    {
        if (seen.Held(Of, In) is not { } held)
        {
            return NotProfiled;
        }

        // Where the condition has no answer there is no evidence; how much is missing is for a check of its own.
        var known = held.Known;
        if (known == 0)
        {
            return Verdict.NotEnoughEvidence("no event in the window has an answer");
        }

        var meeting = held.True;
        var share = (double)meeting / known;
        return Verdict.When(share < AtLeast || share > AtMost, $"{meeting} of {known} events ({Percent(share)})");
    }

    public IEnumerable<Contradiction> Contradictions() =>
        AtLeast > AtMost
            ?
            [
                new(
                    "at-most",
                    $"at-most is {Percent(AtMost)}, below at-least.",
                    "No share lies between them, so the check would always be bad.",
                    "Write the larger one as at-most."
                ),
            ]
            : [];

    public override IEnumerable<StrategyChange> Advise(Observation seen) => In == Figure.All ? ValueAdvice.Of(seen, Of.Text, Of) : [];

    public override Drill? Drill(Observation seen)
    {
        var (of, rows) = (Value(seen.Strategy), seen.Within(In));
        return new(
            $"SELECT {rows.Counting(of)} / {rows.Counting(Condition.Known(of))} FROM log WHERE {rows.Where}",
            [
                EventRows.By("Events that meet it, by cluster", "cluster", $"{rows.Where} AND {of}"),
                EventRows.First(seen.Strategy, "Events that meet it", $"{rows.Where} AND {of}"),
            ]
        );
    }

    private string Value(ModelStrategy strategy) => $"({strategy.Sql(Of)})";
}
