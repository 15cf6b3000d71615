using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Rollout;

/// <summary>An accepted recipe is trained up to the last label; models are tested and compared without it, production scores with it.</summary>
public sealed class RefitTests : IDisposable
{
    private const string HoldOut = "  hold-out: 1d\n";
    private const string Trees = "  xgboost: { rounds: 8, depth: 3, eta: 0.3 }\n";

    private readonly TemporaryRepository shop = new();

    /// <summary>A fifth of a day's labelled orders: enough of both classes for an interval.</summary>
    public RefitTests()
    {
        shop.Edit(HoldOut, $"{HoldOut}  refit: true\n");
        shop.Edit("evaluation-share: 0.05", "evaluation-share: 0.2");
    }

    public void Dispose() => shop.Dispose();

    [Fact]
    public void Its_rows_are_the_window_s_up_to_the_last_label_and_none_for_evaluation()
    {
        shop.Live(5);

        var turn = shop.Turn(5);

        var (tested, refit) = (turn.Of<DatasetRecord>().Dataset!, turn.Of<RolloutRecord>().Refit!);
        Assert.True(refit.IsSane, refit.Why);
        Assert.Equal(("2024-01-04", "2024-01-06"), (refit.Model.From, refit.Model.To));
        Assert.NotEqual(tested.Digest, refit.Model.Digest);
        var points = shop.Ask<long>(
            shop.After(5),
            "SELECT count(*) FROM log WHERE ordered_at >= TIMESTAMP '2024-01-04' AND label_received_at <= TIMESTAMP '2024-01-06' AND NOT evaluates"
        );
        Assert.Equal(points, refit.Model.Rows);
        Assert.InRange(refit.Difference.Rows, 130, 230);
        var manifest = shop.Work(place => ModelManifest.Read(place.Workplace.Files, "shop", turn.Version));
        Assert.Equal(refit.Model, manifest.Refit);
        Assert.NotEqual(manifest.Bytes, refit.Model.Bytes);
        Assert.Contains("Merged, production follows the refit", shop.Read("reports/shop/comparison.verified.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Production_scores_with_it()
    {
        shop.Live(4);
        shop.Arrive(5);

        var (logged, refitted, tested) = shop.Work(place =>
        {
            var turn = place.At(shop.After(5));
            Ingest.Run(turn);
            turn.Log.See(shop.After(4), curated: false);
            var rows = LabelledRows.Read(turn, turn.Log.Within(shop.After(4), shop.After(5)));
            using var production = ModelShelf.LoadForProduction(turn, "2024-01-05");
            using var candidate = ModelShelf.Load(turn, "2024-01-05");
            turn.Log.See(shop.After(4), curated: false);
            return (rows.LoggedScore, production.Score(turn, rows.Where), candidate.Score(turn, rows.Where));
        });

        Assert.Equal(refitted, logged);
        Assert.NotEqual(tested, logged);
    }

    [Fact]
    public void Comparisons_are_those_without_it()
    {
        using var without = new TemporaryRepository();
        without.Edit("evaluation-share: 0.05", "evaluation-share: 0.2");
        without.Live(6);
        shop.Live(6);

        Assert.Equal(without.Turn(6).Of<Comparison>().Contrasts, shop.Turn(6).Of<Comparison>().Contrasts);
    }

    [Fact]
    public void It_is_made_again_where_the_store_lost_it_and_verify_says_so()
    {
        shop.Edit(Trees, "  xgboost: { rounds: 30, depth: 3, eta: 0.3, validation: 1d, stop-after: 2, calibration: platt }\n");
        shop.Live(4);
        var refit = shop.Work(place => ModelManifest.Read(place.Workplace.Files, "shop", "2024-01-05")).Refit!;
        shop.Work(place =>
        {
            File.Delete(place.Workplace.Store.PathOf(refit.Bytes));
            return 0;
        });
        Directory.Delete(shop.PathOf(".flywheel/documents/by-content"), recursive: true);

        shop.Arrive(5);
        var verified = shop.Flywheel("verify", "shop@2024-01-05");

        Assert.True(shop.Work(place => place.Workplace.Store.Has(refit.Bytes)));
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
        Assert.Contains("shop@2024-01-05: verified", verified.Output, StringComparison.Ordinal);
        Assert.Contains("shop@2024-01-05, refitted: verified", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n  digest: ", "\n  digest: 0", "the rows that it was refitted on have the digest")]
    [InlineData("\n  bytes: ", "\n  bytes: 0", "in the same environment: a defect")]
    public void What_is_not_as_it_was_is_named(string old, string now, string said)
    {
        shop.Live(4);
        const string Manifest = "models/shop/2024-01-05.yaml";
        var text = shop.Read(Manifest)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        shop.Write(Manifest, text.Replace(old, now, StringComparison.Ordinal));

        var verified = shop.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal(5, verified.Code);
        Assert.Matches($"shop@2024-01-05, refitted: differs: .*{said}", verified.Output);
    }

    [Fact]
    public void Rounds_and_calibration_are_the_tested_model_s()
    {
        shop.Edit(Trees, "  xgboost: { rounds: 60, depth: 3, eta: 0.3, validation: 1d, stop-after: 2, calibration: platt }\n");
        shop.Live(4);

        shop.Work(place =>
        {
            var turn = place.At(shop.After(4));
            var manifest = ModelManifest.Read(place.Workplace.Files, "shop", "2024-01-05");
            var (tested, refit) = (File(manifest.Bytes), File(manifest.Refit!.Bytes));
            using var model = ModelShelf.LoadForProduction(turn, "2024-01-05");
            Assert.InRange(manifest.Kept!.Value, 1, 59);
            Assert.Equal(manifest.Kept, model.Rounds);
            Assert.NotNull(tested.Calibration);
            Assert.Equal(tested.Calibration, refit.Calibration);
            return 0;

            ModelFile File(string hash) => ModelFile.Read(System.IO.File.ReadAllBytes(place.Workplace.Store.PathOf(hash)));
        });
    }

    [Fact]
    public void One_that_is_worse_for_sure_is_reported_and_production_follows_the_tested_model()
    {
        shop.Edit("points: { window: 2d }", "points: { window: 1d }");
        shop.Edit("    - no-worse: { metric: auc, by: 0.05 }\n    - no-harm: { metric: auc, by: 0.1, in: [ channel ] }\n", "");
        shop.Edit("  gates:\n", "  gates: []\n");
        shop.Edit("    operations: [ no-worse, no-harm ]\n", "");
        shop.Edit("  sign-off:\n", "");
        shop.Live(4);
        shop.Arrive(5);
        FlipForTraining(day: 4);

        var turn = shop.Turn(5);

        var refit = turn.Of<RolloutRecord>().Refit!;
        Assert.False(refit.IsSane, $"{refit.Difference.Value} {refit.Difference.Low} {refit.Difference.High}");
        Assert.Contains("worse than the tested model for sure", refit.Why, StringComparison.Ordinal);
        Assert.Equal(turn.Version, turn.Of<RolloutRecord>().Next);
        Assert.Null(shop.Work(place => ModelManifest.Read(place.Workplace.Files, "shop", turn.Version)).Refit);
        Assert.Contains(
            "production would follow the tested model",
            shop.Read("reports/shop/comparison.verified.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_evaluation_ids_nothing_vouches_for_it()
    {
        shop.Edit("evaluation-share: 0.2", "evaluation-share: 0");
        shop.Live(4);

        var refit = shop.Turn(4).Of<RolloutRecord>().Refit!;

        Assert.False(refit.IsSane);
        Assert.Contains("evaluation ids cannot tell", refit.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_candidate_is_not_refitted()
    {
        shop.Edit("- no-worse: { metric: auc, by: 0.05 }", "- at-least: { metric: auc, value: 0.99 }");
        shop.Edit("operations: [ no-worse, no-harm ]", "operations: [ no-harm ]");
        shop.Live(5);

        var turn = shop.Turn(5);

        Assert.NotNull(turn.Of<Comparison>().Candidate);
        Assert.Null(turn.Of<RolloutRecord>().Refit);
        Assert.DoesNotContain("refit", shop.Read("models/shop/2024-01-06.yaml"), StringComparison.Ordinal);
    }

    /// <summary>Turns the labels of a day's training ids around.</summary>
    private void FlipForTraining(int day)
    {
        var evaluates = shop.Work(place => AsOfLog.Evaluates(place.Strategy));
        var file = shop.SourceFiles("labels")
            .Single(name => name.EndsWith($"{shop.After(day):yyyy-MM-dd}.parquet", StringComparison.Ordinal));
        shop.ChangeFile(file, $"* REPLACE (CASE WHEN {evaluates} THEN returned ELSE 1 - returned END AS returned)");
    }
}
