using Flywheel.Datasets;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Turns;

/// <summary>Training weights by inverse probability, from the YAML to the model's bytes.</summary>
public sealed class WeightTests
{
    private const int Cycles = 4;
    private const string Trees = "  xgboost: { rounds: 8, depth: 3, eta: 0.3 }\n";

    // Dear orders are returned more often, and here they are much likelier to be curated.
    private const string Dear = "informed: { by: amount * amount, count: 400, floor: 1 }";

    [Fact]
    public void Weighted_rows_say_of_all_events_what_curation_s_choice_hides()
    {
        // The model does not see the amount: what the choice hangs on and the model knows is no bias of the model.
        using var plain = Lived("none", Dear, "  amount: amount\n  hour");
        using var weighted = Lived("inverse-probability", Dear, "  amount: amount\n  hour");

        var (low, high) = Share(weighted, "1 / \"inclusion chance\"");
        var population = weighted.Ask<double>(
            weighted.After(Cycles),
            "SELECT avg(returned) FROM log WHERE ordered_at >= TIMESTAMP '2024-01-02' AND ordered_at < TIMESTAMP '2024-01-04' AND NOT evaluates"
        );
        Assert.InRange(population, low, high);
        Assert.True(Share(plain, "1").Low > population, "the choice is one-sided");

        // Trained on that, the weighted model says about as often yes as it is so; the other one says it more often.
        Assert.True(MeanScore(plain) > MeanScore(weighted) + 0.05, $"{MeanScore(plain)} and {MeanScore(weighted)}");
        Assert.InRange(MeanScore(weighted), population - 0.05, population + 0.05);
    }

    [Fact]
    public void The_manifest_says_what_rows_count_for_and_how_many_that_makes()
    {
        using var shop = Lived("inverse-probability", Dear);

        var manifest = Manifest(shop);
        var (figures, rows) = (manifest.Weights!, manifest.Rows);
        Assert.Equal(("inverse probability", 0), (figures.By, figures.WithoutChance));
        Assert.InRange(figures.EffectiveRows, 1, 0.99 * rows);
        Assert.True(figures.Largest > 1);
        Assert.Contains("they tell as much as", shop.Read("reports/shop/comparison.verified.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_makes_the_largest_weight_smaller_and_the_rows_tell_more()
    {
        using var free = Lived("inverse-probability", Dear);
        using var cut = Lived("{ inverse-probability: { at-most: 2 } }", Dear);

        Assert.Equal(2, Manifest(cut).Weights!.Largest);
        Assert.True(Manifest(cut).Weights!.EffectiveRows > Manifest(free).Weights!.EffectiveRows);
        Assert.Equal(Manifest(free).Digest, Manifest(cut).Digest);
        Assert.NotEqual(Model(free).Bytes, Model(cut).Bytes);
        Assert.Equal("inverse probability, at most 2", Model(cut).Parameters["weights"]);
    }

    [Fact]
    public void Where_every_chance_is_the_same_the_model_is_the_unweighted_one()
    {
        using var plain = Lived("none", "random: { share: 0.5 }");
        using var weighted = Lived("inverse-probability", "random: { share: 0.5 }");

        Assert.Equal(Manifest(weighted).Rows, Manifest(weighted).Weights!.EffectiveRows);
        Assert.Equal(Model(plain).Bytes, Model(weighted).Bytes);
    }

    [Fact]
    public void A_point_without_a_known_chance_counts_as_taken_for_certain()
    {
        using var shop = Lived("inverse-probability", "similarity: { examples: [ 1100 ], count: 200 }\n  - random: { share: 0.5 }");

        var (unknown, least) = shop.Work(place =>
        {
            var turn = place.At(shop.After(Cycles));
            FormDataset.Form(turn);
            return (
                turn.Database.Value<long>(
                    "SELECT count(*) FROM dataset WHERE \"inclusion chance\" = 1 AND order_id IN (SELECT id FROM reservoir WHERE probability IS NULL)"
                ),
                turn.Database.Value<double>("SELECT min(\"inclusion chance\") FROM dataset")
            );
        });
        Assert.Equal(Manifest(shop).Weights!.WithoutChance, unknown);
        Assert.InRange(unknown, 1, 400);
        Assert.Equal(0.5, least);
    }

    [Theory]
    [InlineData("points: { window: 2d }", Trees)]
    [InlineData("points: { recency-sample: { of: 2d, rows: 300, half-life: 12h } }", Trees)]
    [InlineData(
        "points: { window: 3d }",
        "  xgboost: { rounds: 60, depth: 3, eta: 0.3, stop-after: 3, validation: 1d, calibration: isotonic }\n"
    )]
    public void A_weighted_model_is_made_again_with_the_same_bytes(string points, string trainer)
    {
        using var shop = new TemporaryRepository();
        Use(shop, "inverse-probability", Dear);
        shop.Edit("points: { window: 2d }", points);
        shop.Edit(Trees, trainer);
        shop.Live(Cycles + 1);

        var verified = shop.Flywheel("verify", "shop@2024-01-06");

        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Fact]
    public void A_sample_s_own_chance_is_part_of_the_weight()
    {
        using var shop = new TemporaryRepository();
        Use(shop, "inverse-probability", "random: { share: 0.5 }");
        shop.Edit("points: { window: 2d }", "points: { stratified-sample: { of: 2d, by: channel, rows-per-stratum: 100 } }");
        shop.Live(Cycles);

        var (chances, strata) = shop.Work(place =>
        {
            var turn = place.At(shop.After(Cycles));
            FormDataset.Form(turn);
            return (
                turn.Database.Reals("SELECT DISTINCT \"inclusion chance\" FROM dataset ORDER BY ALL"),
                turn.Database.Wholes("SELECT count(*) FROM drawn GROUP BY \"drawn stratum\" ORDER BY count(*) DESC")
            );
        });
        Assert.Equal(strata.Select(count => 0.5 * (100.0 / count)).Distinct(), chances);
    }

    [Theory]
    [InlineData("inverse-probability", "label,weight")]
    [InlineData("none", "label")]
    public void A_program_is_given_the_weights_beside_the_labels(string weights, string header)
    {
        using var shop = new TemporaryRepository();
        Use(shop, weights, Dear);
        shop.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        shop.Edit("points: { window: 2d }", "points: { window: 1d }");
        shop.Edit(Trees, "  command: { run: [ python3, trainer.py ] }\n");
        var logistic = File.ReadAllText(Path.Combine(Repository.Root, "examples/trainers/logistic.py"));
        shop.Write(
            "trainer.py",
            logistic.Replace(
                "    rows = read_rows(folder)\n    with",
                $"    assert (folder / \"labels.csv\").read_text().split(\"\\n\")[0] == \"{header}\"\n    rows = read_rows(folder)\n    with",
                StringComparison.Ordinal
            )
        );
        shop.Live(2);

        Assert.NotNull(shop.Turn(2).Of<TrainingRecord>().Candidate);
        Assert.Contains("assert", shop.Read("trainer.py"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_largest_weight_of_one_or_less_is_a_mistake()
    {
        using var shop = new TemporaryRepository();
        Use(shop, "{ inverse-probability: { at-most: 1 } }", Dear);

        var told = shop.Flywheel("validate", "shop");

        Assert.Equal(2, told.Code);
        Assert.Contains("'at-most' is 1", told.Error, StringComparison.Ordinal);
    }

    /// <param name="features">Those of which only the last one is left.</param>
    private static TemporaryRepository Lived(string weights, string rule, string features = "  hour")
    {
        var shop = new TemporaryRepository();
        Use(shop, weights, rule);
        shop.Edit(features, "  hour");
        shop.Live(Cycles);
        return shop;
    }

    private static void Use(TemporaryRepository shop, string weights, string rule)
    {
        shop.Edit("  evaluation-share: 0.05\n", $"  evaluation-share: 0.05\n  weights: {weights}\n");
        shop.Edit("curation.yaml", "random: { share: 1 }", rule);
    }

    private static DatasetManifest Manifest(TemporaryRepository shop) =>
        shop.Work(place => DatasetManifest.Read(place.Workplace.Files, "datasets/shop/2024-01-05.yaml")!);

    private static ModelManifest Model(TemporaryRepository shop) =>
        shop.Work(place => ModelManifest.Read(place.Workplace.Files, "shop", "2024-01-05"));

    /// <summary>The share of returned orders that the dataset says, with four standard errors (Hájek's ratio, linearised).</summary>
    private static (double Low, double High) Share(TemporaryRepository shop, string weight) =>
        shop.Work(place =>
        {
            var turn = place.At(shop.After(Cycles));
            FormDataset.Form(turn);
            var (labels, weights) = (
                turn.Database.Reals("SELECT returned FROM dataset ORDER BY order_id"),
                turn.Database.Reals($"SELECT {weight} FROM dataset ORDER BY order_id")
            );
            var mean = labels.Zip(weights, (label, each) => label * each).Sum() / weights.Sum();
            var error = Math.Sqrt(labels.Zip(weights, (label, each) => Math.Pow(each * (label - mean), 2)).Sum()) / weights.Sum();
            return (mean - (4 * error), mean + (4 * error));
        });

    /// <summary>Mean of what the newest model says of a fresh day.</summary>
    private static double MeanScore(TemporaryRepository shop) =>
        shop.Work(place =>
        {
            var turn = place.At(shop.After(Cycles));
            turn.Log.See(shop.After(Cycles - 1), curated: true);
            using var model = ModelShelf.Load(turn, "2024-01-05");
            return model.Score(turn, turn.Log.Within(shop.After(Cycles - 1), shop.After(Cycles))).Average();
        });
}
