using Flywheel.OfflineTesting;
using Flywheel.Training;
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
        var refit = promoted && turn.Strategy.Main.Dataset.Refit ? Refit.Of(turn, turn.Of<TrainingRecord>().Manifest!) : null;
        deployment = turn.Base.Afterwards.Aggregate(deployment, (before, entry) => before.With(entry));

        // Written without a promotion too, and before a first one: a turn that is turned again takes back what it proposed before.
        var proposals = new Dictionary<string, string>
        {
            [Deployment.Path(turn.Strategy.Model)] = deployment.History.Count == 0 ? "" : deployment.Write(),
        };
        if (refit is { IsSane: true })
        {
            var tested = turn.Of<TrainingRecord>().Manifest!;
            proposals.Add(ModelManifest.Path(tested.Model, tested.Version), (tested with { Refit = refit.Model }).Write());
        }

        return new()
        {
            Next = next,
            Refit = refit,
            Proposals = proposals,
        };
    }
}

/// <summary>What production follows once the proposal is merged.</summary>
public sealed record RolloutRecord : IStageRecord
{
    /// <summary>Version in force from the turn's time on, or null.</summary>
    public string? Next { get; init; }

    /// <summary>The accepted recipe trained up to the last label; null where nothing was accepted, or the strategy does not ask for it.</summary>
    public Refit? Refit { get; init; }

    public IReadOnlyList<string> Objects => Refit is null ? [] : [Refit.Model.Bytes];

    public required IReadOnlyDictionary<string, string> Proposals { get; init; }
}
