using Flywheel.Monitoring;
using Flywheel.State;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Estimates;

/// <summary>Estimates in the turns of a shop: as they were known, kept in their ledger, and judged by it.</summary>
public sealed class EstimateTurnsTests : IDisposable
{
    private readonly TemporaryRepository shop = new();

    public EstimateTurnsTests() => Ask(shop);

    private static void Ask(TemporaryRepository shop)
    {
        shop.Edit("  window: 1d\n", "  window: 1d\n  estimate: { metrics: [ auc, log-loss ] }\n");
        shop.Edit("    - missing: { column: items }\n", "    - missing: { column: items }\n    - estimate: { name: auc, at-least: 0.6 }\n");
    }

    public void Dispose() => shop.Dispose();

    [Fact]
    public void Each_turn_keeps_its_estimates_and_the_next_one_tells_what_came()
    {
        shop.Live(5);

        var rows = Rows();
        var record = shop.Turn(5).Of<MonitoringRecord>();
        var ledger = Ledger.Read(shop.Read(Ledger.Path("shop")), "");

        Assert.Equal(["auc", "log-loss"], rows.Select(row => row.Metric).Distinct());
        Assert.Contains(rows, row => row.Cohort == "channel=app");
        Assert.All(rows, row => Assert.Equal(row.AsOf == shop.After(5), row.Realised is null));
        Assert.All(rows.Where(row => row.Known is not null), row => Assert.Equal(row.AsOf.AddDays(1), row.Known));
        Assert.All(
            rows.Where(row => row is { Cohort: Figure.All, Realised: not null, Metric: "auc" }),
            row => Assert.Equal(row.Realised!.Value, row.Value, 0.06)
        );
        Assert.All(
            rows.Where(row => row is { Cohort: Figure.All, Realised: not null, Metric: "auc" }),
            row => Assert.Equal(ledger.Single(one => one.AsOf == row.AsOf).Value!.Value, row.Realised!.Value, 0.02)
        );
        Assert.Contains(
            record.Checks,
            check =>
                check.Check == "estimated auc ≥ 0.6"
                && check.Why.EndsWith("past errors are known, 10 are needed for a band", StringComparison.Ordinal)
        );
        Assert.Contains("## Estimated before the labels", shop.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_that_is_turned_again_finds_what_it_found()
    {
        shop.Live(5);
        var before = shop.Read(EstimateHistory.Path("shop"));
        var fourth = shop.Turn(4).Of<MonitoringRecord>();

        Assert.Null(fourth.PastEstimates!.FirstOrDefault(row => row.AsOf == shop.After(4)));
        Assert.All(fourth.PastEstimates!, row => Assert.True(row.Known is null || row.Known <= shop.After(4)));
        shop.Turn(5);
        Assert.Equal(before, shop.Read(EstimateHistory.Path("shop")));
    }

    /// <summary>Labels that came after the turn are turned around before anything was taken in: nothing that it says may differ.</summary>
    [Fact]
    public void No_later_label_moves_an_estimate_a_value_or_a_band()
    {
        shop.Live(5);
        shop.Turn(4);
        var before = shop.Read(EstimateHistory.Path("shop"));
        using var other = new TemporaryRepository();
        Ask(other);
        other.TakeProductionOf(shop);
        foreach (var file in other.SourceFiles("labels"))
        {
            other.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN received_at > TIMESTAMP '{shop.After(4):yyyy-MM-dd HH:mm:ss}' THEN 1 - returned ELSE returned END AS returned)"
            );
        }

        for (var day = 1; day <= 4; day++)
        {
            other.Turn(day);
        }

        Assert.Equal(before, other.Read(EstimateHistory.Path("shop")));
        other.Turn(5);
        shop.Turn(5);
        Assert.NotEqual(shop.Read(EstimateHistory.Path("shop")), other.Read(EstimateHistory.Path("shop")));
    }

    [Fact]
    public void After_ten_errors_there_is_a_band_and_later_a_word_on_its_worth()
    {
        shop.Live(5);
        var path = EstimateHistory.Path("shop");
        var own = EstimateHistory.Before(shop.After(9), new WorkingTree(shop.Root), "shop");
        var older = Enumerable
            .Range(1, 14)
            .Select(i => new EstimateRow(
                shop.After(0).AddDays(-i),
                Figure.All,
                "auc",
                0.75,
                0.75 + (0.01 * (i % 3)),
                shop.After(0).AddDays(1 - i)
            ));
        shop.Write(path, EstimateHistory.Write([.. older, .. own]));

        var record = shop.Turn(5).Of<MonitoringRecord>();

        var estimate = record.Estimates!.Single(one => one is { Cohort: Figure.All, Metric: "auc" });
        Assert.NotNull(estimate.Band);
        Assert.InRange(estimate.Value!.Value, estimate.Band.Low - 0.05, estimate.Band.High);
        Assert.True(estimate.Contest!.Windows > 1);
        Assert.NotEqual(Outcome.NotEnoughEvidence, record.Checks.Single(check => check.Check == "estimated auc ≥ 0.6").Outcome);
        Assert.Contains("(Winkler, less is better)", shop.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("estimate: { metrics: [ brier ] }", "'brier' is no metric of metrics.yaml.")]
    [InlineData("estimate: { metrics: [ log-loss ] }", "'auc' is no metric of monitoring.estimate.")]
    [InlineData("estimate: { metrics: [ ] }", "metrics")]
    public void A_metric_that_is_not_there_is_a_fault(string section, string told)
    {
        shop.Edit("estimate: { metrics: [ auc, log-loss ] }", section);

        var result = shop.Flywheel("validate", "shop");

        Assert.Equal(2, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_ledger_of_estimates_is_a_mistake_that_is_named()
    {
        shop.Live(2);
        shop.Write(EstimateHistory.Path("shop"), "as-of,cohort,metric,estimate,realised,known\n2024-01-02,all,auc,many,,\n");

        var result = shop.Flywheel("loop", "shop", "--assume-merged", "--as-of", "2024-01-04");

        Assert.Equal(2, result.Code);
        Assert.Contains("reports/shop/estimates.csv:2: the ledger of estimates cannot be read", result.Error, StringComparison.Ordinal);
    }

    private IReadOnlyList<EstimateRow> Rows() => EstimateHistory.Before(shop.After(9), new WorkingTree(shop.Root), "shop");
}
