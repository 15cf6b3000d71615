using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Reports;
using Flywheel.Rollout;
using Flywheel.Training;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel;

/// <summary>One whole turn, on one page: the stages in their order. None calls another; each reads what those before recorded.</summary>
public static class Loop
{
    public static IReadOnlyList<Stage> Stages { get; } =
    [
        Stage.Of("log", "What data should we store?", Ingest.Run, remembered: false),
        Stage.Of("monitor", "Is this bad or okay?", Watch.Run),
        Stage.Of("curate", "What will we prioritise for labelling and retraining?", Curate.Run),
        Stage.Of("label", "Who says what became of the picked points?", LabelPoints.Run),
        Stage.Of("trigger", "When should we retrain?", Decide.Run),
        Stage.Of("form-dataset", "Which exact points for this training job?", FormDataset.Run),
        Stage.Of("train", "What can be learned from them?", Train.Run),
        Stage.Of("test", "What does good enough look like for all stakeholders?", Compare.Run),
        Stage.Of("roll-out", "How does an accepted candidate reach production?", Propose.Run),
        Stage.Of("report", "What was decided, and why?", WriteReports.Run),
    ];

    /// <summary>Turns the loop up to a stage.</summary>
    /// <param name="upTo">Name of the last stage to run; all of them without it.</param>
    public static void Turn(Turn turn, string? upTo = null)
    {
        foreach (var stage in Stages)
        {
            turn.Run(stage);
            if (stage.Name == upTo)
            {
                return;
            }
        }
    }

    /// <summary>Only what a turn gathers: its log, its batch of the reservoir, and labels that follow from these. Asks nobody, decides and proposes nothing.</summary>
    public static void Gather(Turn turn)
    {
        Ingest.Run(turn);
        turn.Keep(Curate.Run(turn));
        LabelPoints.Run(turn, outside: false);
    }
}
