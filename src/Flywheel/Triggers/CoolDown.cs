using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("Another trigger, which is not heard for a time after the last training.")]
public sealed record CoolDown : Trigger
{
    [Doc("Time after a training in which none follows."), DurationRange("1h"), Example("14d")]
    public required TimeSpan For { get; init; }

    [Doc("The trigger that decides afterwards."), Example("{ metric: { name: auc, below: 0.62 } }")]
    public required Trigger Of { get; init; }

    public override IEnumerable<(string Key, Trigger Trigger)> Inner => [("of", Of)];

    /// <remarks>The other one is asked all the while: what it would say is recorded, and one that adds up from turn to turn misses none.</remarks>
    public override Decision Decide(Signals seen)
    {
        var part = Part.Ask(Of, seen);
        var decided =
            seen.LastTraining is { } last && seen.AsOf - last < For
                ? new(
                    Answer.No,
                    $"{Duration.Text(seen.AsOf - last)} since the training of {Ledger.Day(last)}, and none follows within {Duration.Text(For)}, where {part.Decision.Reason}"
                )
                : part.Decision;
        return decided with { Of = [part] };
    }
}
