using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting;

/// <summary>Score from which a model says 1: its own, or what costs make of it, or one half; null where the task is another.</summary>
public static class OperatingThreshold
{
    public static double? Of(Turn turn, Scorer model) =>
        turn.Strategy.Main.Task != ModelTask.Binary ? null : model.Threshold ?? turn.Strategy.Main.Costs?.OperatingThreshold ?? 0.5;
}
