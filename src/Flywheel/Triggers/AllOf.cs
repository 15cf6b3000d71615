using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("Every one of several triggers says yes.")]
public sealed record AllOf : Trigger
{
    [Doc("The triggers."), Inline, NotEmpty, Distinct]
    public required IReadOnlyList<Trigger> Of { get; init; }

    public override IEnumerable<(string Key, Trigger Trigger)> Inner => Each(Of);

    public override Decision Decide(Signals seen)
    {
        var parts = Of.Select(trigger => Part.Ask(trigger, seen)).ToList();
        var decisions = parts.ConvertAll(part => part.Decision);
        var decided =
            decisions.Find(decision => decision.Answer == Answer.No)
            ?? decisions.Find(decision => decision.Answer == Answer.Unknown)
            ?? new(Answer.Yes, string.Join("; ", decisions.Select(decision => decision.Reason)));
        return decided with { Of = parts };
    }
}
