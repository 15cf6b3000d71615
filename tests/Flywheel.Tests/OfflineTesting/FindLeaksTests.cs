using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.OfflineTesting;

/// <summary>Leaks that are planted in a shop are found and named; the shop as it is, tidy or not, is not accused.</summary>
public sealed class FindLeaksTests
{
    [Theory]
    [InlineData(false, ModelTask.Binary)]
    [InlineData(true, ModelTask.Binary)]
    [InlineData(false, ModelTask.Multiclass)]
    [InlineData(false, ModelTask.Regression)]
    public void The_shop_is_not_accused(bool untidy, ModelTask task)
    {
        using var shop = new TemporaryRepository(untidy, task);

        // The shop's number is half the amount and a little noise: by its formula amount alone explains 169 / 185 = 0.91 of the variance.
        Ask(shop, task == ModelTask.Regression ? "no-leak: { power: 0.95 }" : "no-leak");

        var leaks = Turned(shop, 3);

        Assert.Equal(GateOutcome.Open, leaks.Outcome);
        Assert.Contains("the strongest feature alone is", leaks.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_is_the_label_is_found_by_its_power()
    {
        using var shop = new TemporaryRepository();
        Ask(shop);
        Declare(shop, "refund");
        shop.Arrive(3);
        Plant(shop, "labels.returned * 10.0 + order_id % 7 AS refund");

        var leaks = Turned(shop, 3);

        Assert.Equal(GateOutcome.Closed, leaks.Outcome);
        Assert.StartsWith("suspected leak: refund alone has auc 1", leaks.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("amount", leaks.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_is_missing_where_the_label_is_is_found_though_it_tells_nothing()
    {
        using var shop = new TemporaryRepository();
        Ask(shop);
        Declare(shop, "note");
        shop.Arrive(3);
        foreach (var file in shop.SourceFiles("labels"))
        {
            Keep(shop, file, "order_id % 10 <> 3");
        }

        Plant(shop, "CASE WHEN labels.returned IS NOT NULL THEN CAST(order_id * 7919 % 100 AS DOUBLE) END AS note");

        var leaks = Turned(shop, 3);

        Assert.Equal(GateOutcome.Closed, leaks.Outcome);
        Assert.Equal("suspected leak: note is missing where the label is, more often by 1 [1, 1], above 0.5", leaks.Why);
    }

    [Fact]
    public void A_feature_that_comes_with_the_label_is_found_among_events_that_came_late()
    {
        using var shop = new TemporaryRepository();
        Ask(shop);
        Declare(shop, "note");
        shop.Arrive(3);
        foreach (var file in shop.SourceFiles("events"))
        {
            shop.ChangeFile(
                file,
                """
                * REPLACE (received_at + CASE WHEN order_id % 10 = 3 THEN INTERVAL 8 HOUR ELSE INTERVAL 0 HOUR END AS received_at),
                CASE WHEN order_id % 10 = 3 THEN CAST(order_id * 7919 % 100 AS DOUBLE) END AS note
                """
            );
        }

        var leaks = Turned(shop, 3);

        Assert.Equal(GateOutcome.Closed, leaks.Outcome);
        Assert.StartsWith(
            "suspected leak: note is missing in events that came before their label, more often by 1",
            leaks.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_feature_whose_corrections_follow_the_label_is_found_and_is_not_where_they_do_not()
    {
        foreach (
            var (change, outcome) in new[]
            {
                ("CASE labels.returned WHEN 1 THEN 5 ELSE -5 END", GateOutcome.Closed),
                ("5 - 10 * (order_id * 7919 // 10 % 2)", GateOutcome.Open),
            }
        )
        {
            using var shop = new TemporaryRepository();
            Ask(shop);
            shop.Arrive(3);
            SendAgain(shop, change);

            var leaks = Turned(shop, 3);

            Assert.Equal(outcome, leaks.Outcome);
            Assert.Equal(
                outcome == GateOutcome.Closed,
                leaks.Why.StartsWith("suspected leak: amount is corrected later as the label is, with auc 1", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Rows_of_an_evaluation_set_that_are_trained_on_are_found_once_the_seed_is_another()
    {
        using var shop = new TemporaryRepository();
        shop.Live(3);
        Freeze(shop);
        Ask(shop);
        shop.Edit("seed: 7", "seed: 8");
        shop.Arrive(4);

        var leaks = Of(shop.Turn(4).Of<Comparison>());

        Assert.Equal(GateOutcome.Closed, leaks.Outcome);
        Assert.Matches("^suspected leak: [1-9][0-9]* of [0-9]+ rows of dear v1 are in the training data", leaks.Why);
    }

    [Fact]
    public void Rows_that_are_there_twice_under_two_ids_are_found_by_what_they_hold()
    {
        using var shop = new TemporaryRepository();
        shop.Arrive(3);
        foreach (var file in shop.SourceFiles("events").Concat(shop.SourceFiles("labels")))
        {
            var part = shop.PathOf("part.parquet");
            TemporaryRepository.ChangeFiles(
                $"COPY (SELECT * FROM read_parquet({Sql.Text(file)}) UNION ALL SELECT * REPLACE (order_id + 5000000 AS order_id) FROM read_parquet({Sql.Text(file)})) TO {Sql.Text(part)} (FORMAT parquet)"
            );
            File.Move(part, file, overwrite: true);
        }

        for (var cycle = 1; cycle <= 3; cycle++)
        {
            shop.Turn(cycle);
        }

        Freeze(shop);
        Ask(shop);
        var leaks = Of(shop.Turn(3).Of<Comparison>());

        Assert.Equal(GateOutcome.Closed, leaks.Outcome);
        Assert.Matches("^suspected leak: [1-9][0-9]+ of [0-9]+ rows of dear v1 have a twin in the training data", leaks.Why);
    }

    private static void Ask(TemporaryRepository shop, string gate = "no-leak") =>
        shop.Edit("  first-model:\n", $"    - {gate}\n  first-model:\n    - {gate}\n");

    private static void Declare(TemporaryRepository shop, string column)
    {
        shop.Edit("    items: integer\n", $"    items: integer\n    {column}: double\n");
        shop.Edit("  items: items\n", $"  items: items\n  {column}: {column}\n");
    }

    private static void Freeze(TemporaryRepository shop)
    {
        Assert.Equal(0, shop.Flywheel("evalset", "add", "shop", "dear", "--where", "amount > 50", "--why", "They cost us most.").Code);
        shop.Edit("  sign-off:", "  evaluation-sets: { dear: v1 }\n  sign-off:");
    }

    /// <summary>SQL of events with one column more, which may be made of their label.</summary>
    private static string Joined(string column, string events, string labels) =>
        $"""
            SELECT events.*, {column} FROM read_parquet({Sql.Text(events)}) AS events
            LEFT JOIN (SELECT DISTINCT ON (order_id) order_id, returned FROM read_parquet({Sql.Text(labels)})) AS labels USING (order_id)
            """;

    /// <summary>Gives events a column that is made of their label.</summary>
    private static void Plant(TemporaryRepository shop, string column)
    {
        foreach (var (events, labels) in shop.SourceFiles("events").Zip(shop.SourceFiles("labels")))
        {
            Write(shop, events, Joined(column, events, labels));
        }
    }

    /// <summary>Sends one order in eight again a quarter of an hour later, with another amount.</summary>
    private static void SendAgain(TemporaryRepository shop, string change)
    {
        foreach (var (events, labels) in shop.SourceFiles("events").Zip(shop.SourceFiles("labels")))
        {
            var changed = Joined($"amount + {change} AS later", events, labels);
            Write(
                shop,
                events,
                $"""
                SELECT * FROM read_parquet({Sql.Text(events)})
                UNION ALL SELECT * EXCLUDE (later) REPLACE (later AS amount, received_at + INTERVAL 15 MINUTE AS received_at)
                FROM ({changed}) WHERE order_id % 8 = 3 AND amount > 20
                """
            );
        }
    }

    private static void Keep(TemporaryRepository shop, string file, string where) =>
        Write(shop, file, $"SELECT * FROM read_parquet({Sql.Text(file)}) WHERE {where}");

    private static void Write(TemporaryRepository shop, string file, string query)
    {
        var part = shop.PathOf("part.parquet");
        TemporaryRepository.ChangeFiles($"COPY ({query}) TO {Sql.Text(part)} (FORMAT parquet)");
        File.Move(part, file, overwrite: true);
    }

    private static GateResult Turned(TemporaryRepository shop, int cycles)
    {
        shop.Arrive(cycles);
        for (var cycle = 1; cycle < cycles; cycle++)
        {
            shop.Turn(cycle);
        }

        return Of(shop.Turn(cycles).Of<Comparison>());
    }

    private static GateResult Of(Comparison seen) => Assert.Single(seen.Gates, gate => gate.Gate == "no-leak");
}
