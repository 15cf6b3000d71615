using Flywheel.Cli.Demo;
using Flywheel.Curation;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Turns;

/// <summary>Pictures as columns of pixels: Fashion-MNIST, ten classes, from Parquet to the report.</summary>
/// <remarks>
/// What a model has to reach was computed beforehand, by scikit-learn 1.2.1: LogisticRegression of pixels / 255, fitted on the
/// training file's pictures 0 to 3,999 and scored on 4,000 to 5,499, which are those of the first turn that has a hold-out of
/// labelled pictures (days one and two; those of day three whose label came by its end, and one more that came at its end). Accuracy .8053 of 7 by 7 means (C = 1),
/// .8353 of 28 by 28 pixels (C = .1). Trees may fall short of it by three standard errors of the share, √(a (1 − a) / 1500), and no
/// more; and not reach .93, which beats every classifier without convolutions of arXiv:1708.07747, table 3, trained on 60,000.
/// </remarks>
public sealed class ClothesTests : IDisposable
{
    private readonly TemporaryRepository shop = new();

    public void Dispose() => shop.Dispose();

    [Theory]
    [InlineData(4, 0.8053)]
    [InlineData(1, 0.8353)]
    public void Ten_classes_of_pictures_are_learned_as_well_as_a_linear_model_does(int square, double linear)
    {
        using var production = Open(square);
        Arrive(production, 3);

        var turn = shop.Turn(3);
        var test = turn.Of<Comparison>();
        var accuracy = test.Contrasts.First(row => row.Metric == "accuracy").CandidateMeasured;
        Assert.Equal(1501, test.Rows);
        Assert.InRange(accuracy.Value!.Value, linear - (3 * Math.Sqrt(linear * (1 - linear) / 1500)), 0.93);
        Assert.InRange(accuracy.Value.Value, accuracy.Low!.Value, accuracy.High!.Value);
        Assert.Equal(28 / square * (28 / square), turn.Of<TrainingRecord>().Manifest!.Features.Count);
    }

    /// <summary>From two classes of ten the mix cannot be mistaken; before, every picture is of the same mix, and the score's drift is chance.</summary>
    [Fact]
    public void Another_mix_of_classes_is_found_as_drift_and_the_same_mix_is_not()
    {
        using var production = Open(4, only: ["sandal", "boot"]);
        Live(production);
        var before = shop.Turn(4).Of<MonitoringRecord>();

        Arrive(production, 5);
        var after = shop.Turn(5).Of<MonitoringRecord>();

        Assert.Equal(Outcome.Ok, Score(before).Outcome);
        Assert.Equal((Outcome.Bad, true), (Score(after).Outcome, Score(after).Alert));
        Assert.InRange(after.Events, 300, 500);
        Assert.Contains("sandal", shop.Read("reports/shop/monitoring.verified.md")!, StringComparison.Ordinal);

        static CheckResult Score(MonitoringRecord record) =>
            record.Checks.Single(check => check.Check.Contains("score", StringComparison.Ordinal));
    }

    /// <summary>Of 200 pictures whose two likeliest classes lie closest, many more are taken for another class than of all: by three standard errors, √(¼ / 200).</summary>
    [Fact]
    public void Curation_by_uncertainty_picks_what_the_model_gets_wrong()
    {
        using var production = Open(4, rules: "  - uncertainty: { by: margin, count: 200, draw: top }\n");
        Live(production);

        var picked = shop.Turn(4).Of<CurationRecord>().Rules![0];
        var of =
            $"FROM log JOIN reservoir ON id = picture_id WHERE picture_id >= {3 * ClothesProduction.PicturesADay} AND kind IS NOT NULL";
        var all = shop.Ask<double>(shop.After(4), $"SELECT avg(CAST(score <> kind AS DOUBLE)) {of}");
        var uncertain = shop.Ask<double>(shop.After(4), $"SELECT avg(CAST(score <> kind AS DOUBLE)) {of} AND rule = 'uncertainty'");

        Assert.Equal(("uncertainty", 200L), (picked.Rule, picked.Points));
        Assert.InRange(all, 0.07, 0.25);
        Assert.True(uncertain > all + (3 * Math.Sqrt(0.25 / 200)), $"{uncertain:0.000} of the uncertain are wrong, {all:0.000} of all");
    }

    private ClothesProduction Open(int square, string rules = "", IReadOnlyList<string>? only = null)
    {
        ClothesStrategy.Write(shop, square, rules);
        return new(square) { Only = only is null ? null : (shop.After(4), only) };
    }

    /// <summary>Four days, turned from the third on, as the first model needs two to learn from and one to be tested on; it scores the fourth.</summary>
    private void Live(ClothesProduction production)
    {
        foreach (var day in new[] { 3, 4 })
        {
            Arrive(production, day);
            shop.Turn(day);
        }
    }

    private void Arrive(ClothesProduction production, int days) =>
        shop.Work(place => new DemoReplay(place.Strategy, place.Workplace, production).Until(shop.After(days)));
}
