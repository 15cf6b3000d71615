using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Drills;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Share of the window's events without a value.")]
public sealed record MissingCheck : Check
{
    [Doc("Column of the log."), Example("distance")]
    public required string Column { get; init; }

    [Doc("Largest share that is good."), Range(0, 1)]
    public double AtMost { get; init; }

    public override string Said => $"missing {Column} ≤ {Percent(AtMost)}";

    public override IEnumerable<DeclaredName> Names => [new("column", Column, NameOf.Column)];

    public override bool TakesProfiles => true;

    public override IEnumerable<string> Counted(ModelStrategy strategy) => [Condition.Missing(Sql.Name(Column))];

    public override Verdict Judge(Observation seen)
    {
        if (seen.Events == 0)
        {
            return Verdict.NotEnoughEvidence("no event in the window");
        }

        if (seen.HeldOfColumn(Column) is not { } held)
        {
            return NotProfiled;
        }

        var missing = held.Missing;
        return When(new(missing, missing), held.Events, AtMost, $"{missing} of {held.Events} events have no {Column}");
    }

    public override IEnumerable<StrategyChange> Advise(Observation seen) =>
        seen.Strategy.Log.Columns.ContainsKey(Column)
            ?
            [
                new(
                    StrategyLoader.MainFile,
                    ["log", "quarantine"],
                    $"no-{StrategyChange.Name(Column)}: {Column} IS NULL",
                    $"Events without {Column} go to quarantine, and enter neither metric nor dataset."
                ),
            ]
            : [];

    public override Drill? Drill(Observation seen) =>
        new(
            $"SELECT {seen.Window.Counting(Condition.Missing(Sql.Name(Column)))} / {seen.Window.Counting()} FROM log WHERE {seen.Window.Where}",
            [EventRows.First(seen.Strategy, $"Events without {Column}", $"{seen.Window.Where} AND {Condition.Missing(Sql.Name(Column))}")]
        );
}
