using Flywheel.Datasets;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Rollout;
using Flywheel.Storage;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Turns;

/// <summary>A surprising change of the dataset blocks a candidate, and is told.</summary>
public sealed class SurpriseTests
{
    private const string NoHarm = "    - no-harm: { metric: auc, by: 0.1, in: [ channel ] }\n";
    private const string Heading = "## What changed in the data";
    private const string Report = "reports/shop/comparison.verified.md";

    // The first model comes at the third turn, of days one and two.
    private const int Cycles = 4;

    [Fact]
    public void A_dataset_as_usual_opens_the_gate_and_the_report_shows_what_changed()
    {
        using var shop = Asking("no-surprise: {}");
        shop.Live(Cycles);

        var (comparison, gate) = Judged(shop, Cycles);
        Assert.Equal(GateOutcome.Open, gate.Outcome);
        Assert.StartsWith(
            "against the dataset of 2024-01-04 rows, labels and missing values are within their limits; the largest jensen-shannon is ",
            gate.Why,
            StringComparison.Ordinal
        );
        Assert.Equal(["amount", "hour", "items", "channel"], comparison.Data!.Distances!.Select(drift => drift.Column));
        Assert.Contains(Heading, shop.Read(Report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_goes_missing_closes_the_gate_and_the_candidate_is_formed_and_reported_and_not_proposed()
    {
        using var shop = Asking("no-surprise: {}");
        LiveSpoilt(shop);

        var (comparison, gate) = Judged(shop, Cycles);
        Assert.Equal(GateOutcome.Closed, gate.Outcome);
        Assert.Matches("^against the dataset of 2024-01-04 items is missing in [0-9.]+% and was in 0% \\(limit 10%\\)", gate.Why);
        Assert.Equal(Decisions.Refuse, comparison.Decision);
        Assert.Contains("no-surprise: against", comparison.Why, StringComparison.Ordinal);
        Assert.NotNull(shop.Read("models/shop/2024-01-05.yaml"));
        Assert.Equal("2024-01-04", shop.Work(place => Deployment.Read(place.Workplace.Files, "shop").Current));
        Assert.Contains(Heading, shop.Read(Report), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_gate_nothing_is_shown_of_a_usual_change_and_a_surprising_one_is_and_blocks_nothing()
    {
        using var usual = new TemporaryRepository();
        usual.Live(Cycles);
        using var shop = new TemporaryRepository();
        LiveSpoilt(shop);
        var comparison = shop.Turn(Cycles).Of<Comparison>();

        Assert.DoesNotContain(Heading, usual.Read(Report), StringComparison.Ordinal);
        Assert.Contains(
            "though no gate asks for it (`no-surprise` under `offline-test.gates` would): items is missing in",
            shop.Read(Report),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(comparison.Gates, gate => gate.Gate == "no-surprise");
        Assert.Null(comparison.Data!.Distances);
    }

    [Fact]
    public void A_first_model_has_nothing_to_be_compared_with_and_the_report_says_so()
    {
        using var shop = Asking("no-surprise: {}");
        shop.Live(Cycles - 1);

        Assert.Contains(
            "There is no model in force, so the candidate's dataset has nothing to be compared with",
            shop.Read(Report),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_earlier_dataset_is_formed_again_where_the_store_has_it_no_more_and_says_the_same()
    {
        using var shop = Asking("no-surprise: { distance: psi, above: 0.3 }");
        shop.Live(Cycles);
        var (before, files) = (shop.Turn(Cycles).Of<Comparison>(), shop.Tracked());
        Directory.Delete(shop.PathOf(".flywheel/documents/by-content/datasets"), recursive: true);
        Directory.Delete(shop.PathOf(".flywheel/documents/turns"), recursive: true);

        var after = shop.Turn(Cycles).Of<Comparison>();

        Assert.Equal(before.Data!.Distances, after.Data!.Distances);
        Assert.Equal(files, shop.Tracked());
    }

    [Fact]
    public void An_erasure_takes_the_rows_of_earlier_datasets_along()
    {
        using var shop = Asking("no-surprise: {}");
        shop.Init();
        shop.Live(Cycles);
        Assert.Equal(2, shop.Documents("by-content/datasets").Count);
        var held = shop.Documents("by-content/datasets").Values.ToList();

        var erased = shop.Flywheel("erase", "shop", "--where", "amount < 11", "--because", "A test.");

        Assert.True(erased.Code == 0, erased.Error);
        Assert.False(
            Directory.Exists(shop.PathOf(".flywheel/documents/by-content/datasets")) && shop.Documents("by-content/datasets").Count > 0
        );
        Assert.All(held, hash => Assert.False(File.Exists(shop.PathOf($".flywheel/objects/{hash[..2]}/{hash[2..]}"))));
    }

    [Fact]
    public void Where_the_earlier_dataset_cannot_be_formed_again_there_is_not_enough_evidence()
    {
        using var shop = Asking("no-surprise: {}");
        shop.Live(Cycles - 1);
        shop.Arrive(Cycles);
        var manifest = shop.Read("models/shop/2024-01-04.yaml")!;
        shop.Write("models/shop/2024-01-04.yaml", manifest.Replace("dataset-digest: ", "dataset-digest: 0", StringComparison.Ordinal));

        var (_, gate) = Judged(shop, Cycles);

        Assert.Equal(GateOutcome.NotEnoughEvidence, gate.Outcome);
        Assert.StartsWith(
            "the dataset of 2024-01-04 cannot be formed again: its dataset has the digest",
            gate.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_feature_whose_columns_the_earlier_dataset_lacks_is_named_and_not_compared()
    {
        using var shop = Asking("no-surprise: {}");
        shop.Live(Cycles - 1);
        shop.Arrive(Cycles);
        shop.Work(place =>
        {
            var turn = place.At(shop.After(Cycles - 1));
            var dataset = FormDataset.Form(turn);
            var file = turn.Store.Scratch();
            turn.Database.Execute($"COPY (SELECT * EXCLUDE (items) FROM dataset) TO {Sql.Text(file)} (FORMAT parquet)");
            turn.Store.Write($"{IStore.ByContent}datasets/{dataset.Digest[..32]}", turn.Store.Take(file));
            return dataset;
        });

        var (_, gate) = Judged(shop, Cycles);

        Assert.Equal(GateOutcome.Open, gate.Outcome);
        Assert.EndsWith("; not compared, as that dataset lacks their columns: items", gate.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoHarm, NoHarm + "    - no-surprise: { distance: spi }\n", "error FW0404: 'spi' is no distance.")]
    [InlineData(NoHarm, NoHarm + "    - no-surprise: { rows-factor: 1 }\n", "'rows-factor' is 1")]
    public void A_mistake_is_told(string old, string now, string said)
    {
        using var shop = new TemporaryRepository();
        shop.Edit(old, now);

        var told = shop.Flywheel("validate", "shop");

        Assert.Equal(2, told.Code);
        Assert.Contains(said, told.Error, StringComparison.Ordinal);
    }

    private static TemporaryRepository Asking(string gate)
    {
        var shop = new TemporaryRepository();
        shop.Edit(NoHarm, $"{NoHarm}    - {gate}\n");
        return shop;
    }

    /// <summary>Lives with a day, the one that the fourth turn's dataset has and the third's had not, of which two orders in three do not say how many items.</summary>
    private static void LiveSpoilt(TemporaryRepository shop)
    {
        shop.Live(Cycles - 2);
        shop.Arrive(Cycles - 1);
        shop.ChangeFile(shop.SourceFiles("events")[^1], "* REPLACE (CASE WHEN order_id % 3 > 0 THEN NULL ELSE items END AS items)");
        shop.Turn(Cycles - 1);
        shop.Arrive(Cycles);
        shop.Turn(Cycles);
    }

    private static (Comparison Comparison, GateResult Gate) Judged(TemporaryRepository shop, int cycle)
    {
        var comparison = shop.Turn(cycle).Of<Comparison>();
        return (comparison, comparison.Gates.Single(gate => gate.Gate == "no-surprise"));
    }
}
