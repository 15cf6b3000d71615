using System.Globalization;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Turns;

/// <summary>The score from which a model says 1: learned with it, kept with it, and what its errors are counted by.</summary>
public sealed class ThresholdTests : IDisposable
{
    private const string Trees = "xgboost: { rounds: 8, depth: 3, eta: 0.3 }";
    private readonly TemporaryRepository shop = new();

    public ThresholdTests() => shop.Edit("metrics.yaml", "[ auc, log-loss ]", "[ auc, recall, precision, f1, accuracy ]");

    public void Dispose() => shop.Dispose();

    [Fact]
    public void Errors_of_what_is_in_force_and_of_the_candidate_are_counted_by_each_models_own()
    {
        Use("{ recall: 0.9 }");
        shop.Edit("clock: log", "clock: log\ncosts: { false-positive: 1, false-negative: 3 }");
        shop.Live(5);
        var turn = shop.Turn(5);
        var inForce = turn.Base.Deployment.Current!;
        var threshold = ModelManifest.Read(turn.Workplace.Files, "shop", inForce).Threshold!.Value;
        Assert.InRange(threshold, 0.01, 0.45);

        // Of a window that one version scored, counted by hand.
        var window = $"ordered_at >= '{shop.After(4):yyyy-MM-dd}' AND ordered_at < '{shop.After(5):yyyy-MM-dd}' AND returned IS NOT NULL";
        Assert.Equal(inForce, shop.Ask<string>(shop.After(5), $"SELECT string_agg(DISTINCT scored_by) FROM log WHERE {window}"));
        var from = threshold.ToString("R", CultureInfo.InvariantCulture);
        var recall = shop.Ask<double>(
            shop.After(5),
            $"SELECT avg(CASE WHEN score >= {from} THEN 1.0 ELSE 0 END) FROM log WHERE {window} AND returned = 1"
        );
        var precision = shop.Ask<double>(shop.After(5), $"SELECT avg(returned) FROM log WHERE {window} AND score >= {from}");
        var seen = turn.Of<MonitoringRecord>();
        Assert.Equal(recall, Of(seen, "recall"), 9);
        Assert.Equal(precision, Of(seen, "precision"), 9);

        // Asked for is .9; of some 300 returned orders of a hold-out the share found has a standard error of .02.
        Assert.InRange(turn.Of<Comparison>().Of(Figure.All, "recall")!.CandidateMeasured.Value!.Value, 0.8, 1);
        Assert.InRange(recall, 0.8, 1);
        var candidate = ModelManifest.Read(turn.Workplace.Files, "shop", turn.Version).Threshold!.Value;
        var report = shop.Read("reports/shop/comparison.verified.md")!;
        Assert.Contains(
            $"acting from a score of {Said(threshold)} (current) or {Said(candidate)} (candidate)",
            report,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"It says 1 from a score of {Said(candidate)} on (recall at least 0.9)",
            shop.Read($"models/shop/{turn.Version}.md")!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_number_behind_the_metric_is_explained_at_the_threshold_too()
    {
        Use("0.2");
        shop.Live(4);
        shop.Turn(4);

        var listed = shop.Flywheel("explain", "shop");
        var id = listed
            .Output.Split('\n')
            .First(line => line.Contains(" recall", StringComparison.Ordinal))
            .Split([' ', '│', '|'], StringSplitOptions.RemoveEmptyEntries)
            .First(word => word.Length > 2);
        var one = shop.Flywheel("explain", "shop", id);
        Assert.Contains("score >= 0.2 ", one.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("score >= 0.5", one.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("least-cost")]
    [InlineData("best-f1")]
    [InlineData("{ share: 0.1 }")]
    public void A_model_is_made_again_with_its_threshold(string threshold)
    {
        Use(threshold);
        shop.Edit("clock: log", "clock: log\ncosts: { false-positive: 1, false-negative: 3 }");
        shop.Live(4);
        var before = shop.Turn(4).Of<TrainingRecord>().Manifest!;

        shop.LoseStore();
        for (var cycle = 1; cycle <= 4; cycle++)
        {
            shop.Turn(cycle);
        }

        var again = shop.Flywheel("verify", $"shop@{before.Version}");

        Assert.True(again.Code == 0 && again.Output.Contains("verified", StringComparison.Ordinal), again.Output + again.Error);
        Assert.NotNull(before.Threshold);
    }

    [Fact]
    public void Other_costs_make_another_recipe_where_the_threshold_follows_from_them_and_only_there()
    {
        shop.Edit("clock: log", "clock: log\ncosts: { false-positive: 1, false-negative: 3 }");
        var plain = Recipe();
        shop.Edit("false-negative: 3", "false-negative: 9");
        Assert.Equal(plain, Recipe());

        Use("least-cost");
        var costly = Recipe();
        shop.Edit("false-negative: 9", "false-negative: 3");
        Assert.NotEqual(costly, Recipe());
        shop.Edit("false-negative: 3 }", "false-negative: 3, review: 50 }");
        var priced = Recipe();
        shop.Edit("review: 50", "review: 60");
        Assert.Equal(priced, Recipe());
    }

    private void Use(string threshold) =>
        shop.Edit(Trees, $"xgboost: {{ rounds: 8, depth: 3, eta: 0.3, validation: 12h, calibration: platt, threshold: {threshold} }}");

    private string Recipe() => shop.Work(place => place.Strategy.Recipe);

    private static double Of(MonitoringRecord record, string metric) =>
        record.Figures.First(figure => figure.Cohort == Figure.All && figure.Metric == metric).Measured.Value!.Value;

    private static string Said(double threshold) => Flywheel.Reports.Numbers.Fixed(threshold, 3);
}
