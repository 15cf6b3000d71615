using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("At least one of several triggers says yes.")]
public sealed record Any : Trigger
{
    [Doc("The triggers."), Inline, NotEmpty, Distinct]
    public required IReadOnlyList<Trigger> Of { get; init; }

    public override IEnumerable<(string Key, Trigger Trigger)> Inner => Each(Of);

    public override Decision Decide(Signals seen)
    {
        var parts = Of.Select(trigger => Part.Ask(trigger, seen)).ToList();
        var decisions = parts.ConvertAll(part => part.Decision);
        var decided =
            decisions.Find(decision => decision.Answer == Answer.Yes)
            ?? new(
                decisions.Exists(decision => decision.Answer == Answer.Unknown) ? Answer.Unknown : Answer.No,
                string.Join("; ", decisions.Select(decision => decision.Reason))
            );
        return decided with { Of = parts };
    }
}
