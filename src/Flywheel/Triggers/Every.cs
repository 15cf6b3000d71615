using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("A fixed time after the last training.")]
public sealed record Every : Trigger
{
    [Doc("Time from one training to the next."), Inline, DurationRange("1h"), Example("28d")]
    public required TimeSpan Interval { get; init; }

    public override Decision Decide(Signals seen)
    {
        if (seen.LastTraining is not { } last)
        {
            return new(Answer.Yes, "nothing was trained before");
        }

        var age = seen.AsOf - last;
        return Decision.When(
            age >= Interval,
            $"{Duration.Text(age)} since the training of {Ledger.Day(last)}, due after {Duration.Text(Interval)}"
        );
    }
}
