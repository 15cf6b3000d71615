using Flywheel.Cli;
using Flywheel.Metrics;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Tests.OfflineTesting.Expectations;

/// <summary>What cannot be expected is told where it stands, before anything runs.</summary>
public sealed class ExpectationFaultsTests
{
    public static TheoryData<string, string> Mistakes { get; } =
        new()
        {
            {
                "one: { invariance: { change: { order_id: order_id + 1 }, at-least: 0.9 } }",
                "47:36: error FW0470: The column 'order_id' is the event's id. A row is compared with itself, and is found by it. Change a column that a feature reads."
            },
            {
                "one: { invariance: { change: { returned: 1 }, at-least: 0.9 } }",
                "47:36: error FW0470: The column 'returned' is the label. It is no input of the model, which is asked what it says of other inputs. Change a column that a feature reads."
            },
            {
                "one: { direction: { change: { score: 0.5 }, score: up, at-least: 0.9 } }",
                "47:35: error FW0470: The column 'score' is the score. It is no input of the model, which is asked what it says of other inputs. Change a column that a feature reads."
            },
            {
                "one: { invariance: { change: { amonut: amount + 1 }, at-least: 0.9 } }",
                "47:36: error FW0404: 'amonut' is no column. There are: order_id, ordered_at, amount, items, channel. Did you mean 'amount'?"
            },
            {
                "one: { invariance: { change: { items: items / 2 }, at-least: 0.9 } }",
                "47:43: error FW0472: The new value of 'items' is of the type double. The column is of the type integer, and features read it as that. Write CAST(… AS BIGINT), say."
            },
            { "one: { invariance: { change: { channel: uper(channel) }, at-least: 0.9 } }", "47:45: error FW0304: " },
            { "one: { invariance: { change: { amount: score * 100 }, at-least: 0.9 } }", "47:44: error FW0306: " },
            {
                "one: { minimum: { by: 3, at-least: 0.9 } }",
                "47:27: error FW0474: A prediction may be off by 3, and the task is binary. Such a model is right or wrong. Take 'by' out."
            },
            {
                "one: { minimum: { where: amount, at-least: 0.9 } }",
                "47:30: error FW0310: The expression is of the type Double. Here a Boolean is wanted. Write a comparison, e.g. distance > 1000."
            },
            { "one: { minimum: { at-least: 1 } }", "47:33: error FW0210: " },
            { "one: { invariance: { change: {}, at-least: 0.9 } }", "47:34: error FW0210: " },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_at_its_place(string expectation, string told)
    {
        using var shop = new TemporaryRepository();
        Expect(shop, expectation);

        var fault = Assert.Single(Faults(shop));

        Assert.StartsWith($"strategy/shop/strategy.yaml:{told}", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_no_feature_reads_is_told_with_those_that_they_read()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("  items: items\n", "");
        Expect(shop, "one: { invariance: { change: { items: items + 1 }, at-least: 0.9 } }");

        Assert.Equal(
            "strategy/shop/strategy.yaml:46:36: error FW0471: No feature reads the column 'items'. No model could tell that it was changed, so every one would pass. Features read: amount, channel, ordered_at.",
            Assert.Single(Faults(shop)).ToString()
        );
    }

    [Fact]
    public void A_gate_without_expectations_and_one_that_names_another_are_told()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("  first-model:\n", "    - expectations: {}\n  first-model:\n");

        Assert.StartsWith(
            "strategy/shop/strategy.yaml:44:7: error FW0473: A gate asks for expectations, and none is declared. It would never open: nothing is never a pass.",
            Assert.Single(Faults(shop)).ToString(),
            StringComparison.Ordinal
        );

        shop.Edit("expectations: {}", "expectations: { in: [ smal ] }");
        Expect(shop, "small: { minimum: { where: amount < 15, at-least: 0.75 } }");

        Assert.Equal(
            "strategy/shop/strategy.yaml:44:29: error FW0404: 'smal' is no expectation of offline-test. There are: small. Did you mean 'small'?",
            Assert.Single(Faults(shop)).ToString()
        );
    }

    [Theory]
    [InlineData(
        ModelTask.Multiclass,
        "one: { direction: { change: { amount: amount + 1 }, score: up, at-least: 0.9 } }",
        "error FW0474: A class is to go up. Classes have no order, and the log has no chances of them. Expect an 'invariance' or a 'minimum'."
    )]
    [InlineData(
        ModelTask.Multiclass,
        "one: { invariance: { change: { amount: amount + 1 }, by: 0.1, at-least: 0.9 } }",
        "error FW0474: A class is to move by at most 0.1. It stays, or it is another one. Take 'by' out."
    )]
    [InlineData(
        ModelTask.Regression,
        "one: { minimum: { at-least: 0.9 } }",
        "error FW0474: It is not said how far a prediction may be from the label. No number is predicted exactly. Write 'by: 5', say, in the unit of the label."
    )]
    public void What_a_task_does_not_have_is_told(ModelTask task, string expectation, string told)
    {
        using var shop = new TemporaryRepository(task: task);
        Expect(shop, expectation);

        Assert.EndsWith(told, Assert.Single(Faults(shop)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_profiles_has_no_rows_to_ask()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("  quarantine:\n", "  keep: { profile: 1h }\n  quarantine:\n");
        Expect(shop, "small: { minimum: { where: amount < 15, at-least: 0.75 } }");

        Assert.Contains(
            Faults(shop),
            fault => fault.ToString().Contains("error FW0413: Expectations are asked of held-out rows.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_code_has_a_test_here() =>
        Assert.Equal(
            ExpectationFaults.All.Keys.Order(),
            Mistakes
                .Select(mistake => ((string)mistake[1]!).Split(' ')[2].TrimEnd(':'))
                .Append(ExpectationFaults.NotRead)
                .Append(ExpectationFaults.NothingExpected)
                .Where(ExpectationFaults.All.ContainsKey)
                .Distinct()
                .Order()
        );

    private static void Expect(TemporaryRepository shop, string expectation) =>
        shop.Edit("  sign-off:", $"  expectations:\n    {expectation}\n  sign-off:");

    private static Faults Faults(TemporaryRepository repository)
    {
        using var workshop = new Workshop(repository.Root, new NoProgress());
        var faults = new Faults();
        Assert.Null(new StrategyLoader(workshop.Files, workshop.Checker).Load(ShopStrategy.Model, faults));
        return faults;
    }
}
