using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.OfflineTesting.Expectations;

/// <summary>A shop whose model is expected to do what it does, and what it cannot: the first is open, the second is told with its rows.</summary>
public sealed class ExpectationsTests
{
    // A category in capitals is one that training never saw; a minute later is mostly the same hour; a returned order is the dearer the likelier.
    private const string Kept = "minute: { invariance: { change: { ordered_at: ordered_at + INTERVAL 1 SECOND }, at-least: 0.95 } }";
    private const string Capitals = "capitals: { invariance: { change: { channel: upper(channel) }, by: 0.001, at-least: 0.95 } }";

    private const string Dearer =
        "dearer: { direction: { change: { amount: amount + 20 }, where: amount < 75, score: up, by: 0.02, at-least: 0.9 } }";

    private const string Cheaper =
        "cheaper: { direction: { change: { amount: amount + 20 }, where: amount < 75, score: down, by: 0.02, at-least: 0.9 } }";

    // By its formula 4 % of the orders below 15 are returned, and 25 % of those from 50 to 60: a model that says no is right in 96 % and 75 %.
    private const string Small = "small: { minimum: { where: amount < 15, at-least: 0.75 } }";
    private const string Middling = "middling: { minimum: { where: amount BETWEEN 50 AND 60, at-least: 0.99 } }";

    [Fact]
    public void What_the_model_keeps_is_ok_and_what_it_breaks_is_bad_with_rows_that_show_it()
    {
        using var shop = Expecting(Kept, Capitals, Dearer, Cheaper, Small, Middling);

        var seen = shop.Turn(4).Of<Comparison>().Expectations.ToDictionary(one => one.Name);

        Assert.Equal(Outcome.Ok, seen["minute"].Outcome);
        Assert.Equal(Outcome.Bad, seen["capitals"].Outcome);
        Assert.Equal(Outcome.Ok, seen["dearer"].Outcome);
        Assert.Equal(Outcome.Bad, seen["cheaper"].Outcome);
        Assert.Equal(Outcome.Ok, seen["small"].Outcome);
        Assert.Equal(Outcome.Bad, seen["middling"].Outcome);

        // A day has 1,200 orders; of 3,600 seconds one is the last of its hour, and an order comes every 72.
        Assert.Equal(1200, seen["minute"].Candidate.Rows);
        Assert.Equal(1200, seen["minute"].Unseen);
        Assert.Equal(0, seen["minute"].Broken);
        Assert.All(seen.Values, one => Assert.NotNull(one.Current));

        var capitals = seen["capitals"];
        Assert.Equal(5, capitals.Examples.Count);
        Assert.Equal(0, capitals.Unseen);
        Assert.All(
            capitals.Examples,
            row =>
            {
                var change = Assert.Single(row.Changed);
                Assert.Equal("channel", change.Column);
                Assert.Equal(change.Before!.ToUpperInvariant(), change.After);
                Assert.True(Math.Abs(row.Before - row.After!.Value) > 0.001);
            }
        );
        var moved = capitals.Examples.Select(row => Math.Abs(row.Before - row.After!.Value)).ToList();
        Assert.Equal(moved.OrderDescending(), moved);
        Assert.All(seen["middling"].Examples, row => Assert.NotEqual(row.Before >= 0.5, row.Label == 1));
        Assert.All(seen["middling"].Examples, row => Assert.Null(row.After));
    }

    [Fact]
    public void The_share_that_is_kept_is_that_of_the_rows_counted_one_by_one()
    {
        using var shop = Expecting(Small);

        var small = Assert.Single(shop.Turn(4).Of<Comparison>().Expectations);

        var labelled = shop.Ask<long>(
            shop.After(4),
            "SELECT count(*) FROM log WHERE ordered_at >= TIMESTAMP '2024-01-04' AND amount < 15 AND returned IS NOT NULL"
        );
        Assert.Equal(labelled, small.Rows);
        Assert.Equal((labelled - small.Broken) / (double)labelled, small.Candidate.Value!.Value, 12);
    }

    [Fact]
    public void The_report_tells_each_and_shows_rows_of_what_is_broken_only()
    {
        using var shop = Expecting(Kept, Capitals);
        shop.Turn(4);

        var report = shop.Read("reports/shop/comparison.verified.md")!.Split("\n## Expectations\n")[1].Split("\n## ")[0];

        Assert.Matches(
            @"\| minute \| invariance \| the score stays \| 0\.95 \| 1,200 \| 1\.0+ \[0\.99\d+, 1\.0+\] \| 1\.0+ \[0\.99\d+, 1\.0+\] \| ok \|",
            report
        );
        Assert.Matches(@"\| capitals \| invariance \| the score moves by at most 0\.001 \| 0\.95 \| 1,200 \| .* \| bad \|", report);
        Assert.Contains(
            "- minute: of 1,200 rows 1,200 were changed where no feature of the candidate sees it",
            report,
            StringComparison.Ordinal
        );
        Assert.Matches(@"\| \d{4} \| channel: (app → APP|shop → SHOP|web → WEB) \| 0\.\d{3} \| 0\.\d{3} \|", report);
        Assert.DoesNotContain("minute: broken", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strategy_that_expects_nothing_has_no_such_section()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);

        Assert.DoesNotContain("Expectations", shop.Read("reports/shop/comparison.verified.md")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- expectations: {}", GateOutcome.Closed, "broken: capitals holds of 0.")]
    [InlineData("- expectations: { in: [ minute ] }", GateOutcome.Open, "minute holds of 1 [0.99")]
    [InlineData(
        "- expectations: { in: [ minute, nobody ] }",
        GateOutcome.NotEnoughEvidence,
        "neither kept nor broken for sure: nobody (no row)"
    )]
    [InlineData("- expectations: { in: [ nobody, capitals ] }", GateOutcome.Closed, "broken: capitals holds of 0.")]
    public void The_gate_asks_all_or_those_that_it_names(string gate, GateOutcome outcome, string why)
    {
        const string Nobody = "nobody: { minimum: { where: amount > 1000, at-least: 0.5 } }";
        using var shop = Expecting(Kept, Capitals, Nobody);
        shop.Edit("  first-model:\n", $"    {gate}\n  first-model:\n");

        var seen = shop.Turn(4).Of<Comparison>();

        var answer = Assert.Single(seen.Gates, one => one.Gate == "expectations");
        Assert.Equal(outcome, answer.Outcome);
        Assert.StartsWith(why, answer.Why, StringComparison.Ordinal);
        Assert.Equal(outcome == GateOutcome.Closed, seen.Decision == "refuse");
    }

    [Fact]
    public void A_first_model_is_asked_too()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("  sign-off:", $"  expectations:\n    {Capitals}\n  sign-off:");
        shop.Edit("    - at-least: { metric: auc, value: 0.55 }", "    - expectations: {}");
        shop.Arrive(3);
        shop.Turn(1);
        shop.Turn(2);

        var seen = shop.Turn(3).Of<Comparison>();

        Assert.Null(seen.Current);
        Assert.NotNull(seen.Candidate);
        Assert.Null(Assert.Single(seen.Expectations).Current);
        Assert.Equal("refuse", seen.Decision);
    }

    [Fact]
    public void Rows_that_the_change_leaves_alone_or_without_a_value_are_counted_apart()
    {
        using var shop = Expecting(
            "half: { invariance: { change: { items: \"CASE WHEN items > 2 THEN 2 ELSE items END\" }, by: 1, at-least: 0.5 } }",
            "none: { invariance: { change: { items: \"CASE WHEN items > 1 THEN items + 1 END\" }, by: 1, at-least: 0.5 } }"
        );

        var seen = shop.Turn(4).Of<Comparison>().Expectations;

        var few = shop.Ask<long>(shop.After(4), "SELECT count(*) FROM log WHERE ordered_at >= TIMESTAMP '2024-01-04' AND items <= 2");
        var one = shop.Ask<long>(shop.After(4), "SELECT count(*) FROM log WHERE ordered_at >= TIMESTAMP '2024-01-04' AND items = 1");
        Assert.Equal((few, 0L, 1200 - few), (seen[0].Unchanged, seen[0].WithoutValue, seen[0].Candidate.Rows));
        Assert.Equal((0L, one, 1200 - one), (seen[1].Unchanged, seen[1].WithoutValue, seen[1].Candidate.Rows));
        Assert.All(seen, expectation => Assert.Equal(1200, expectation.Rows));
    }

    [Fact]
    public void A_change_that_changes_nothing_is_no_evidence()
    {
        using var shop = Expecting("same: { invariance: { change: { channel: lower(channel) }, at-least: 0.5 } }");

        var same = Assert.Single(shop.Turn(4).Of<Comparison>().Expectations);

        Assert.Equal((Outcome.NotEnoughEvidence, "no row", 1200), (same.Outcome, same.Candidate.Why, same.Unchanged));
    }

    [Fact]
    public void Fewer_rows_are_a_sample_of_the_same_that_every_run_draws()
    {
        using var shop = Expecting(Capitals.Replace("by:", "rows: 200, by:", StringComparison.Ordinal));

        var (one, again) = (Only(shop), Only(shop));

        Assert.Equal(200, one.Rows);
        Assert.Equal(Storage(one), Storage(again));
    }

    [Fact]
    public void One_thread_and_two_give_the_same_and_so_does_a_second_run()
    {
        using var born = Expecting(Kept, Capitals, Dearer, Middling);
        using var one = new TemporaryRepository { Threads = 1 };
        using var two = new TemporaryRepository { Threads = 2 };
        foreach (var shop in new[] { one, two })
        {
            Expect(shop, Kept, Capitals, Dearer, Middling);
            shop.TakeProductionOf(born);
            for (var cycle = 1; cycle <= 4; cycle++)
            {
                shop.Turn(cycle);
            }
        }

        var report = one.Read("reports/shop/comparison.verified.md");
        Assert.Contains("## Expectations", report, StringComparison.Ordinal);
        Assert.Equal(report, two.Read("reports/shop/comparison.verified.md"));
        one.LoseStore();
        Turns(one, 4);
        Assert.Equal(report, one.Read("reports/shop/comparison.verified.md"));
    }

    [Fact]
    public void Labels_and_events_that_came_later_change_nothing()
    {
        using var honest = Expecting(Capitals, Small, Middling);
        using var cheat = Expecting(Capitals, Small, Middling);
        cheat.Arrive(5);
        foreach (var file in cheat.SourceFiles("labels"))
        {
            cheat.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN received_at > {Sql.Time(cheat.After(4))} THEN 1 - returned ELSE returned END AS returned)"
            );
        }

        foreach (var file in cheat.SourceFiles("events"))
        {
            cheat.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN received_at > {Sql.Time(cheat.After(4))} THEN amount / 2 ELSE amount END AS amount)"
            );
        }

        var (one, other) = (honest.Turn(4).Of<Comparison>(), cheat.Turn(4).Of<Comparison>());

        Assert.Equal(one.Expectations.Select(Storage), other.Expectations.Select(Storage));
    }

    [Fact]
    public void Rows_that_a_model_was_trained_on_are_not_asked()
    {
        using var shop = Expecting(Kept);
        shop.Edit("hold-out: 1d", "hold-out: 3d");

        // The model in force was trained on days before the third; of the second day only evaluation ids were never in its data.
        var seen = Only(shop);

        Assert.Equal(
            shop.Ask<long>(
                shop.After(4),
                "SELECT count(*) FROM log WHERE ordered_at >= TIMESTAMP '2024-01-02' AND (ordered_at >= TIMESTAMP '2024-01-03' OR evaluates)"
            ),
            seen.Rows
        );
        Assert.InRange(seen.Rows, 2401, 2600);
    }

    [Theory]
    [InlineData("other: { invariance: { change: { amount: 100 - amount }, at-least: 0.9 } }", Outcome.Bad)]
    [InlineData("other: { invariance: { change: { amount: amount + 0.001 }, at-least: 0.9 } }", Outcome.Ok)]
    [InlineData("other: { minimum: { where: amount < 30, at-least: 0.6 } }", Outcome.Ok)]
    [InlineData("other: { minimum: { at-least: 0.99 } }", Outcome.Bad)]
    public void Classes_stay_or_are_right(string expectation, Outcome outcome)
    {
        // A fifth of the labels is one of three classes at random, so the best model is right in 87 %.
        using var shop = new TemporaryRepository(task: ModelTask.Multiclass);
        Expect(shop, expectation);
        shop.Arrive(4);
        Turns(shop, 3);

        var seen = Only(shop);

        Assert.Equal(outcome, seen.Outcome);
        var section = shop.Read("reports/shop/comparison.verified.md")!
            .Split("\n## ")
            .Single(part => part.StartsWith("Expectations", StringComparison.Ordinal));
        Assert.Equal(
            outcome == Outcome.Bad,
            System.Text.RegularExpressions.Regex.IsMatch(section, @"\| (kept|swapped|refunded) \| (kept|swapped|refunded) \|")
        );
    }

    [Theory]
    [InlineData("other: { minimum: { by: 20, at-least: 0.9 } }", Outcome.Ok)]
    [InlineData("other: { minimum: { by: 0.01, at-least: 0.9 } }", Outcome.Bad)]
    [InlineData(
        "other: { direction: { change: { amount: amount + 30 }, where: amount < 65, score: up, by: 1, at-least: 0.9 } }",
        Outcome.Ok
    )]
    [InlineData("other: { invariance: { change: { amount: amount + 30 }, where: amount < 65, by: 5, at-least: 0.9 } }", Outcome.Bad)]
    public void Numbers_are_within_or_go_the_right_way(string expectation, Outcome outcome)
    {
        // The label is 20 + amount / 2 and at most 11 of noise.
        using var shop = new TemporaryRepository(task: ModelTask.Regression);
        Expect(shop, expectation);
        shop.Arrive(4);
        Turns(shop, 3);

        Assert.Equal(outcome, Only(shop).Outcome);
    }

    private static ExpectationResult Only(TemporaryRepository shop) => Assert.Single(shop.Turn(4).Of<Comparison>().Expectations);

    private static string Storage(ExpectationResult one) => Flywheel.Storage.Json.Write(one);

    private static void Turns(TemporaryRepository shop, int cycles)
    {
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            shop.Turn(cycle);
        }
    }

    /// <summary>A shop of four days, three of them turned without expectations.</summary>
    private static TemporaryRepository Expecting(params string[] expectations)
    {
        var shop = new TemporaryRepository();
        shop.Live(3);
        Expect(shop, expectations);
        shop.Arrive(4);
        return shop;
    }

    private static void Expect(TemporaryRepository shop, params string[] expectations) =>
        shop.Edit("  sign-off:", $"  expectations:\n{string.Concat(expectations.Select(one => $"    {one}\n"))}  sign-off:");
}
