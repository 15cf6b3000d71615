using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>What a turn costs once its proposal is merged, in the strategy's money.</summary>
public sealed record TurnCost(double Labels, double Training, double Review, double RollOut)
{
    public double Total => Labels + Training + Review + RollOut;

    public static TurnCost Of(Turn turn)
    {
        var costs = turn.Strategy.Main.Costs;
        var comparison = turn.Of<Comparison>();
        var trained = comparison.Candidate is not null;

        // A challenger that becomes the candidate is trained once.
        var challenged = turn.Of<TriggerRecord>().Regrets is not null;
        return new(
            turn.Of<CurationRecord>().Cost + turn.Of<LabelRecord>().Cost,
            (costs?.Training ?? 0) * ((trained || challenged ? 1 : 0) + (turn.Of<RolloutRecord>().Refit is null ? 0 : 1)),
            trained ? costs?.Review ?? 0 : 0,
            comparison.Decision == Decisions.Promote ? costs?.RollOut ?? 0 : 0
        );
    }
}
