using Flywheel.OfflineTesting;
using Flywheel.Turns;

namespace Flywheel.Rollout;

/// <summary>Stage "roll-out": an accepted candidate becomes a proposed change of the pointer that production follows.</summary>
public static class Propose
{
    public static RolloutRecord Run(Turn turn)
    {
        var comparison = turn.Of<Comparison>();
        var promoted = comparison is { Decision: Decisions.Promote, Candidate: { } };
        var deployment = promoted ? turn.Base.Deployment.With(turn.AsOf, comparison.Candidate!) : turn.Base.Deployment;
        var next = deployment.Current;
        deployment = turn.Base.Afterwards.Aggregate(deployment, (before, entry) => before.With(entry));

        // Written without a promotion too, and before a first one: a turn that is turned again takes back what it proposed before.
        return new()
        {
            Next = next,
            Proposals = new Dictionary<string, string>
            {
                [Deployment.Path(turn.Strategy.Model)] = deployment.History.Count == 0 ? "" : deployment.Write(),
            },
        };
    }
}

/// <summary>What production follows once the proposal is merged.</summary>
public sealed record RolloutRecord : IStageRecord
{
    /// <summary>Version in force from the turn's time on, or null.</summary>
    public string? Next { get; init; }

    public required IReadOnlyDictionary<string, string> Proposals { get; init; }
}
