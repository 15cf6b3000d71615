using Flywheel.OfflineTesting;
using Flywheel.Reports.Charts;

namespace Flywheel.Reports;

/// <summary>A turn's decision as charts mark it; a turn without a candidate has no mark.</summary>
internal static class DecisionEvent
{
    public static ChartEvent? Of(string decision, int index) =>
        decision switch
        {
            Decisions.Promote => new(index, "", EventKind.Promoted),
            Decisions.Refuse => new(index, "", EventKind.Refused),
            Decisions.NotEnoughEvidence => new(index, "", EventKind.NotEnoughEvidence),
            Decisions.Hold => new(index, "", EventKind.Held),
            _ => null,
        };
}
