using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("Every one of several triggers says yes.")]
public sealed record AllOf : Trigger
{
    [Doc("The triggers."), Inline, NotEmpty, Distinct]
    public required IReadOnlyList<Trigger> Of { get; init; }

    public override Decision Decide(Signals seen)
    {
        var decisions = Of.Select(trigger => trigger.Decide(seen)).ToList();
        return decisions.Find(decision => decision.Answer == Answer.No)
            ?? decisions.Find(decision => decision.Answer == Answer.Unknown)
            ?? new(Answer.Yes, string.Join("; ", decisions.Select(decision => decision.Reason)));
    }
}
