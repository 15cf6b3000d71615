using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Triggers;

namespace Flywheel.Tests.Triggers;

/// <summary>Rent or buy: the loss of the cycles since the last training adds up, and a training is bought once it costs no more.</summary>
public sealed class CostAwareTests : IDisposable
{
    private const string Costs = "costs: { false-positive: 1, false-negative: 3, training: 10, review: 60, roll-out: 30 }\n";

    private static readonly DateTime _asOf = new(2024, 1, 9);

    private static readonly RegretPrice _price = new("cost", new ErrorCost("cost", 0.25, 1, 3), 0.001, 100, 10, "EUR");

    private readonly TemporaryRepository shop = new();

    public void Dispose() => shop.Dispose();

    /// <summary>By hand: 60 + 50, √(9² + 12²) = 15, and (81 + 144)² / (81² / 20 + 144² / 20) = 37.1 degrees, whose 95 % quantile is 1.687.</summary>
    [Fact]
    public void Losses_add_up_and_so_do_their_variances()
    {
        var regret = Of([Row(7, 60, 9), Row(8, 50, 12)]);

        Assert.Equal(110, regret.Total!.Value, 9);
        Assert.Equal(110 - (15 * 1.687), regret.Low!.Value, 1);
        Assert.Equal(110 + (15 * 1.687), regret.High!.Value, 1);
    }

    [Fact]
    public void What_was_lost_before_the_last_training_or_by_another_price_is_not_counted()
    {
        var regret = Of([Row(4, 1000, 1), Row(5, 1000, 1), Row(6, 20, 1), Row(7, 500, 1) with { By = "log-loss at 2" }]);

        Assert.Equal((1, 20.0), (regret.Cycles, regret.Total));
    }

    [Theory]
    [InlineData(100.0, null, Answer.Yes)]
    [InlineData(99.99, null, Answer.No)]
    [InlineData(-50.0, null, Answer.No)]
    [InlineData(99.99, "no label", Answer.Unknown)]
    [InlineData(100.0, "no label", Answer.Yes)]
    [InlineData(null, "no label", Answer.Unknown)]
    public void A_training_is_bought_at_its_price_and_never_by_what_is_not_known(double? total, string? unknown, Answer answer)
    {
        var decision = new CostAware().Decide(
            new(_asOf, null, null!)
            {
                Checks = [],
                Measure = null!,
                Fresh = null!,
                Regret = _ => new(_price, new DateTime(2024, 1, 5), 2, total, total - 1, total + 1, unknown),
            }
        );

        Assert.Equal(answer, decision.Answer);
        Assert.Contains("2 challengers were trained to tell, for 20 EUR", decision.Reason, StringComparison.Ordinal);
        Assert.Equal(unknown is not null, decision.Reason.Contains("no label", StringComparison.Ordinal));
    }

    /// <summary>
    /// From the sixth day on what was returned is kept and the reverse. Expected beforehand: nothing is lost up to the fifth day, the turn of the sixth has
    /// a challenger from before the change, that of the seventh one of a day before and a day after it, and that of the eighth one that knows no other days:
    /// of 1,200 orders some hundreds are then judged wrongly, far more than the price of 100.
    /// </summary>
    [Fact]
    public void A_planted_change_trains_once_the_challenger_has_learned_it()
    {
        Reckon();
        for (var day = 1; day <= 8; day++)
        {
            shop.Arrive(day);
            if (day > 5)
            {
                shop.ChangeFile(shop.SourceFiles("labels")[day - 1], "* REPLACE (1 - returned AS returned)");
            }

            shop.Turn(day);
        }

        var rows = Rows();
        Assert.Equal(["no", "no", "yes", "no", "no", "no"], rows.Take(6).Select(row => row.Trigger));
        Assert.Contains("yes", rows.Skip(6).Select(row => row.Trigger));
        Assert.Equal(10, rows[3].Cost);
        var lost = RegretHistory.Before(DateTime.MaxValue, shop.Work(place => place.Workplace.Files), ShopStrategy.Model);
        Assert.Equal(5, lost.Count);
        Assert.All(lost.Take(3), row => Assert.InRange(row.Regret!.Value, -60, 60));
        Assert.True(lost.Skip(3).Max(row => row.Regret) > 100);
        Assert.Matches(
            @"^the model in force lost -?[0-9.]+ \[-?[0-9.]+, -?[0-9.]+\] EUR in 1 cycle since the training of 2024-01-04, and a training costs 100 EUR; 1 challenger was trained to tell, for 10 EUR$",
            rows[3].Reason
        );
    }

    [Fact]
    public void A_training_that_is_decided_takes_the_challenger_as_it_is()
    {
        Reckon();
        shop.Edit("trigger: cost-aware", "trigger: { any: [ every: 1d, cost-aware ] }");
        shop.Live(4);

        Assert.Single(
            shop.Documents("by-content/trainings"),
            training => training.Value.Contains(Bytes("2024-01-05"), StringComparison.Ordinal)
        );
        Assert.Equal(2, shop.Documents("by-content/trainings").Count);
        Assert.Equal(10 + 60 + 30, Rows()[3].Cost);
    }

    /// <summary>Labels of the fourth day that arrive after the turn are made the reverse: nothing that the turn finds may move.</summary>
    [Fact]
    public void A_label_that_has_not_arrived_moves_nothing()
    {
        using var other = new TemporaryRepository();
        foreach (var one in new[] { shop, other })
        {
            one.Edit("trigger: { every: 1d }", $"{Costs}trigger: cost-aware");
            one.Live(3);
            one.Arrive(4);
        }

        other.ChangeFile(
            other.SourceFiles("labels")[3],
            "* REPLACE (CASE WHEN received_at > TIMESTAMP '2024-01-05' THEN 1 - returned ELSE returned END AS returned)"
        );
        shop.Turn(4);
        other.Turn(4);

        var path = RegretHistory.Path(ShopStrategy.Model);
        Assert.NotNull(shop.Read(path));
        Assert.Equal(shop.Read(path), other.Read(path));
    }

    [Fact]
    public void A_cycle_without_a_label_is_not_known_and_does_not_train()
    {
        Reckon();
        shop.Live(3);
        shop.Arrive(4);
        shop.ChangeFile(shop.SourceFiles("labels")[3], "* REPLACE (received_at + INTERVAL 9 DAY AS received_at)");
        shop.ChangeFile(shop.SourceFiles("labels")[2], "* REPLACE (received_at - INTERVAL 1 DAY AS received_at)");

        shop.Turn(4);

        Assert.Equal("unknown", Rows()[3].Trigger);
        Assert.Contains("no label came of a held-out row that neither model was trained on", Rows()[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_that_cannot_be_read_is_told_with_its_line()
    {
        Reckon();
        shop.Live(4);
        shop.Write(RegretHistory.Path(ShopStrategy.Model), shop.Read(RegretHistory.Path(ShopStrategy.Model)) + "2024-01-06,cost,x\n");

        var refused = Assert.Throws<RefusedException>(() => shop.Turn(5));

        Assert.StartsWith("reports/shop/regret.csv:3: the history of regret cannot be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metric: log-loss", "A metric stands without its price.")]
    [InlineData("price: 2", "A price stands without its metric.")]
    [InlineData("metric: log-los, price: 2", "Did you mean 'log-loss'?")]
    [InlineData("metric: log-loss, price: 2", "Write training, review or roll-out under costs", false)]
    public void A_price_that_is_not_whole_is_told(string keys, string said, bool costs = true)
    {
        shop.Edit(
            "trigger: { every: 1d }",
            $"{(costs ? Costs : "costs: { false-positive: 1, false-negative: 3 }\n")}trigger: {{ cost-aware: {{ {keys} }} }}"
        );

        var told = shop.Flywheel("validate", "shop");

        Assert.Equal((int)ExitCode.Mistake, told.Code);
        Assert.StartsWith("strategy/shop/strategy.yaml:34:", told.Error, StringComparison.Ordinal);
        Assert.Contains(said, told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_is_reckoned_by_a_metric_at_a_price()
    {
        using var numbers = new TemporaryRepository(task: ModelTask.Regression);
        numbers.Edit("trigger: { every: 1d }", "trigger: { cost-aware: { metric: mae, price: 0.5, training: 1000000 } }");
        numbers.Live(4);

        var row = Assert.Single(RegretHistory.Before(DateTime.MaxValue, numbers.Work(place => place.Workplace.Files), ShopStrategy.Model));

        Assert.Equal(("mae at 0.5", 1200), (row.By, row.Events));
        Assert.InRange(row.Regret!.Value, -300, 300);
    }

    private void Reckon() => shop.Edit("trigger: { every: 1d }", $"{Costs}trigger: cost-aware");

    private string Bytes(string version) =>
        shop.Read($"models/shop/{version}.yaml")!.Split('\n').First(line => line.StartsWith("bytes: ", StringComparison.Ordinal))[
            "bytes: ".Length..
        ];

    private IReadOnlyList<LedgerRow> Rows() => Ledger.Read(shop.Read(Ledger.Path(ShopStrategy.Model)), Ledger.Path(ShopStrategy.Model));

    private static Regret Of(IEnumerable<RegretRow> rows) => Regret.Of(_price, new DateTime(2024, 1, 5), rows, 0.05);

    private static RegretRow Row(int day, double regret, double error) => new(new(2024, 1, day), "cost", 100, 1200, regret, error, 20);
}
