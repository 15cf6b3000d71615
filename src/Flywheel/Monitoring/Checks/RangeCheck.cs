using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Drills;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Share of the window's events whose value is outside a range.")]
public sealed record RangeCheck : Check
{
    [Doc("Numeric expression over the log's columns."), Example("distance")]
    public required Expression Of { get; init; }

    [Doc("Smallest good value."), Example("1")]
    public required double From { get; init; }

    [Doc("Largest good value."), Example("6000")]
    public required double To { get; init; }

    [Doc("Largest share outside that is good."), Range(0, 1)]
    public double AtMost { get; init; }

    public override string Said => $"{Of.Text} in [{Shown(From)}, {Shown(To)}]";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Number)];

    public override bool TakesProfiles => true;

    public override IEnumerable<string> Counted(ModelStrategy strategy) => [Condition.Known(Value(strategy)), Outside(strategy)];

    public override Verdict Judge(Observation seen)
    {
        if (seen.Events == 0)
        {
            return Verdict.NotEnoughEvidence("no event in the window");
        }

        if (seen.Held(Of) is not { } held)
        {
            return NotProfiled;
        }

        // What has no value is no evidence for the range; how much is missing is for a check of its own.
        if (held.Known == 0)
        {
            return Verdict.NotEnoughEvidence("no event in the window has a value");
        }

        var outside = held.Outside(From, To);
        return When(outside, held.Events, AtMost, $"{outside} of {held.Events} events are outside");
    }

    public override IEnumerable<StrategyChange> Advise(Observation seen) =>
        [
            new(
                StrategyLoader.MainFile,
                ["log", "quarantine"],
                $"{StrategyChange.Name(Of.Text)}-out-of-range: {StrategyChange.Quoted($"({Of.Text}) NOT BETWEEN {From.ToString(CultureInfo.InvariantCulture)} AND {To.ToString(CultureInfo.InvariantCulture)}")}",
                $"Events whose {Of.Text} is outside go to quarantine, and enter neither metric nor dataset."
            ),
        ];

    public override Drill? Drill(Observation seen)
    {
        var (of, where, outside) = (Value(seen.Strategy), seen.Window.Where, Outside(seen.Strategy));
        return new(
            $"SELECT {seen.Window.Counting(outside)} / {seen.Window.Counting()} FROM log WHERE {where}",
            [
                EventRows.First(
                    seen.Strategy,
                    "Events outside, the farthest first",
                    $"{where} AND {outside}",
                    $"greatest({Sql.Number(From)} - {of}, {of} - {Sql.Number(To)}) DESC, "
                ),
            ]
        );
    }

    private string Value(ModelStrategy strategy) => $"({strategy.Sql(Of)})";

    private string Outside(ModelStrategy strategy) => Condition.Outside(Value(strategy), From, To);
}
