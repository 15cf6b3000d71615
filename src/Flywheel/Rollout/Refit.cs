using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Rollout;

/// <summary>An accepted recipe, trained once more on the window up to the last label: what was held out to test it is the newest, and worth most.</summary>
/// <remarks>
/// Rounds and calibration stay those of the tested model, as no row is left to tell others. The only rows of the hold-out that the refit has not
/// seen are those of evaluation ids: where it is worse on them for sure, or they cannot tell, the tested model goes to production.
/// </remarks>
/// <param name="Model">What was made.</param>
/// <param name="IsSane">Whether production is to follow it.</param>
/// <param name="Why">By which evidence, as a sentence.</param>
/// <param name="Difference">Refitted less tested in the strategy's first metric on the evaluation ids of the hold-out, paired.</param>
public sealed record Refit(RefittedModel Model, bool IsSane, string Why, Measurement Difference)
{
    public static Refit Of(Turn turn, ModelManifest tested)
    {
        var dataset = FormDataset.Form(turn, turn.AsOf);
        var model = new RefittedModel
        {
            From = Ledger.Day(dataset.From),
            To = Ledger.Day(dataset.To),
            Rows = dataset.Rows,
            Digest = dataset.Digest,
            Bytes = Train.Again(turn, dataset, tested, tested.Bytes),
        };
        using var before = ModelShelf.Open(turn, tested.Bytes, $"{tested.Model}@{tested.Version}");
        using var after = ModelShelf.Open(turn, model.Bytes, $"{tested.Model}@{tested.Version}, refitted");
        var holdOut = FormDataset.HoldOutFrom(turn);
        turn.Log.See(holdOut, curated: true);
        var rows = LabelledRows.Read(turn.Strategy, turn.Database, $"{turn.Log.Within(holdOut, turn.AsOf)} AND evaluates", []);
        var scores = after.Score(turn, rows.Where);
        var metric = turn.Strategy.Metrics[0];
        var difference = metric.Difference(
            ScoredRows.Of(rows.Sample, scores, after.Threshold),
            ScoredRows.Of(rows.Sample, before.Score(turn, rows.Where), before.Threshold),
            turn.Strategy.Main.OfflineTest.Error
        );
        var why =
            !Array.TrueForAll(scores, double.IsFinite) ? "it gives scores that are no numbers"
            : !difference.HasInterval ? $"the hold-out's evaluation ids cannot tell: {difference.Why ?? "there is no interval"}"
            : metric.IsWorse(difference) ? $"it is worse than the tested model for sure on the hold-out's evaluation ids, in {metric.Name}"
            : null;
        return new(model, why is null, why ?? $"it is not worse for sure on the hold-out's evaluation ids, in {metric.Name}", difference);
    }
}
