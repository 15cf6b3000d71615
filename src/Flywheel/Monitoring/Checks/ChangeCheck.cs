using Flywheel.Expressions;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Detectors;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A change found by reading event after event: bad when one is found in the window.")]
public sealed record ChangeCheck : Check, IConsistent
{
    [Doc("What each event tells: a number, a condition, or an error of the score."), Example("score")]
    public required Signal Of { get; init; }

    [Doc("What finds the change.")]
    public Detector By { get; init; } = new Adwin();

    [Doc("Events of this time before the window's end are read, oldest first."), DurationRange("1h", "520w")]
    public TimeSpan Over { get; init; } = TimeSpan.FromDays(28);

    [Doc("Cohort to look at; all events without it.")]
    public string In { get; init; } = Figure.All;

    public override string Said =>
        $"no change of {Of.Said}{(In == Figure.All ? "" : $" in {In}")} by {Detector.Kinds.WordOf(By.GetType())}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => Of.Expressions;

    public override string Cohort => In;

    public override TimeSpan Back => Over;

    public override IEnumerable<DeclaredName> Names => Of.Names("of");

    public override Verdict Judge(Observation seen)
    {
        var (values, times) = Of.Read(seen.Strategy, seen.Last(Over, In));
        var begins = seen.AsOf - seen.Strategy.Main.Monitoring.Window;
        var inside = times.Count(time => time >= begins);
        if (inside < Detector.FewestValues)
        {
            return Verdict.NotEnoughEvidence($"{inside} values in the window, {Detector.FewestValues} are needed");
        }

        var next = By.Begin();
        var changes = times.Where((_, i) => next(values[i])).ToList();
        var found = changes.Count(time => time >= begins);
        var read = $"{values.Length} values since {Ledger.Day(times[0])}";
        return found > 0
            ? Verdict.Bad($"{(found == 1 ? "a change was" : $"{found} changes were")} found, the last at {Said(changes[^1])}, in {read}")
            : Verdict.Ok(
                $"none found in the window, in {read}" + (changes.Count > 0 ? $"; before it the last was at {Said(changes[^1])}" : "")
            );

        static string Said(DateTime time) => Ledger.Day(time);
    }

    public override IEnumerable<StrategyChange> Advise(Observation seen) => Of.Advise(seen, In);

    public IEnumerable<Contradiction> Contradictions() =>
        By.Counts && !Of.IsCount
            ?
            [
                new(
                    "of",
                    $"{Detector.Kinds.WordOf(By.GetType())} is to read {Of.Said}.",
                    "It counts errors, so each value must be 0 or 1.",
                    "Write a condition, 'of: { condition: … }', or 'of: { error: accuracy }', or another detector."
                ),
            ]
            : [];
}
