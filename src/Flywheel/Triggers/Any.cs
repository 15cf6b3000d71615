using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("At least one of several triggers says yes.")]
public sealed record Any : Trigger
{
    [Doc("The triggers."), Inline, NotEmpty, Distinct]
    public required IReadOnlyList<Trigger> Of { get; init; }

    public override Decision Decide(Signals seen)
    {
        var decisions = Of.Select(trigger => trigger.Decide(seen)).ToList();
        return decisions.Find(decision => decision.Answer == Answer.Yes)
            ?? new(
                decisions.Exists(decision => decision.Answer == Answer.Unknown) ? Answer.Unknown : Answer.No,
                string.Join("; ", decisions.Select(decision => decision.Reason))
            );
    }
}
