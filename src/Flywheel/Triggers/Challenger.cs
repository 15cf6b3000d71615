using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Triggers;

/// <summary>A model trained by the strategy's own recipe on the points of now, paired with the model in force: what not training has cost.</summary>
/// <remarks>
/// Both score the held-out rows that neither was trained on and whose label came since the last turn, so that each label counts in one
/// cycle only. The mean difference, at its price, stands for every event of the cycle. Dataset and model are kept by their content: where
/// the turn trains after all, they are there.
/// </remarks>
public static class Challenger
{
    public static RegretRow Measure(Turn turn, RegretPrice price)
    {
        var events = turn.Of<LogRecord>().Events;
        var dataset = FormDataset.Form(turn);
        if (dataset.Rows == 0)
        {
            return new(turn.AsOf, price.By, 0, events, null, null, null, "there is no labelled point to train a challenger on");
        }

        var manifest = Train.Fit(turn, dataset);
        var version = turn.Base.Deployment.Current!;
        var current = ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, version);

        // Models are loaded before rows are read: one that must be rebuilt uses the views of an earlier time.
        using var challenger = ModelShelf.Open(turn, manifest.Bytes, $"{manifest.Model}'s challenger");
        using var inForce = ModelShelf.Load(turn, version);
        var holdOut = FormDataset.HoldOutFrom(turn);
        turn.Log.See(holdOut, curated: true);
        var rows = LabelledRows.Read(
            turn.Strategy,
            turn.Database,
            $"{turn.Log.Within(holdOut, turn.AsOf)} AND {UnseenRows.Sql(turn, [manifest, current])} AND {turn.Since("label_received_at")}",
            []
        );
        var difference = price.Metric.Difference(
            ScoredRows.Of(rows.Sample, challenger.Score(turn, rows.Where), challenger.Threshold),
            ScoredRows.Of(rows.Sample, inForce.Score(turn, rows.Where), inForce.Threshold),
            turn.Strategy.Main.Monitoring.Error
        );
        var money = price.Metric.Direction * price.PerEvent * events;
        return difference is { Value: { } value, StandardError: { } error }
            ? new RegretRow(
                turn.AsOf,
                price.By,
                rows.Sample.Count,
                events,
                value * money,
                error * Math.Abs(money),
                difference.Degrees
            ).Rounded()
            : new(
                turn.AsOf,
                price.By,
                rows.Sample.Count,
                events,
                null,
                null,
                null,
                rows.Sample.Count == 0
                    ? "no label came of a held-out row that neither model was trained on"
                    : difference.Why ?? "the difference has no interval"
            );
    }
}
