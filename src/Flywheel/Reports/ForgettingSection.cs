using Flywheel.Datasets;
using Flywheel.OfflineTesting;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that tells what a candidate that went on from the model in force has forgotten.</summary>
public sealed class ForgettingSection(Turn turn)
{
    /// <summary>Nothing where the candidate did not go on from a model.</summary>
    public void Add(Markdown report)
    {
        if (turn.Of<DatasetRecord>().Dataset?.Continuation?.Base is not { } from)
        {
            return;
        }

        report.Heading(2, "Forgetting");
        var seen = turn.Of<Comparison>();
        var metric = turn.Strategy.Metrics[0];
        if (seen.Forgotten.FirstOrDefault() is not { CandidateMeasured.Rows: > 0 } all)
        {
            report.Paragraph(
                $"Whether the candidate lost what {from.Version} knew of older events is not known: none of them that is for evaluation has a label. Their share is `evaluation-share` under dataset."
            );
            return;
        }

        report.Table(
            ["events from", "to", "#cycles ago", "#rows", "#current", "#candidate", "#difference"],
            seen.Forgotten.Select(age =>
                new[]
                {
                    age.From,
                    age.To,
                    ReferenceEquals(age, all) ? "all" : Numbers.Count(age.Age),
                    Numbers.Count(age.CandidateMeasured.Rows),
                    Numbers.Value(age.CurrentMeasured),
                    Numbers.Value(age.CandidateMeasured),
                    Numbers.Difference(age.Difference),
                }
            )
        );
        report.Paragraph(
            $"{metric.Name} on labelled rows of evaluation ids, which neither model was trained on, of events before the candidate's new points; candidate minus current, paired, "
                + $"{Numbers.Fixed(100 * (1 - (2 * turn.Strategy.Main.OfflineTest.Error)), 0)} % intervals, pointwise. {(metric.Direction < 0 ? "Above" : "Below")} 0 it has forgotten."
        );
    }
}
