using System.Text.Json;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>What costs nothing stands beside the candidate.</summary>
public sealed class CheaperTests
{
    private const string Report = "reports/shop/comparison.verified.md";

    [Fact]
    public void A_day_whose_loss_recalibration_cures_is_told_so()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        shop.Arrive(6);
        ReturnMore(shop, day: 5);

        var current = shop.Turn(6).Of<Comparison>().Current;

        var report = shop.Read(Report)!;
        Assert.Contains(
            $"**In log-loss recalibration alone would do**: recalibrating {current} costs no training, knows newer labels than the candidate, and would change log-loss by -",
            report,
            StringComparison.Ordinal
        );
        Assert.Contains("| current, recalibrated | ", report, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_day_like_those_before_recalibration_is_no_gain()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        shop.Arrive(6);

        var current = shop.Turn(6).Of<Comparison>().Current;

        Assert.Contains($"Recalibrating {current} costs no training, ", shop.Read(Report)!, StringComparison.Ordinal);
        Assert.DoesNotContain("recalibration alone would do", shop.Read(Report)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_come_after_the_turn_recalibrate_nothing()
    {
        using var known = new TemporaryRepository();
        known.Live(4);
        known.Arrive(6);
        using var later = new TemporaryRepository();
        later.Live(4);
        later.Arrive(6);
        ReturnMore(later, day: 5);

        known.Turn(5);
        later.Turn(5);

        Assert.Equal(known.Read("reports/shop/comparison.json"), later.Read("reports/shop/comparison.json"));

        known.Turn(6);
        later.Turn(6);

        Assert.NotEqual(known.Read("reports/shop/comparison.json"), later.Read("reports/shop/comparison.json"));
    }

    [Fact]
    public void Programs_read_every_metric_of_every_group_as_the_report_prints_it()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);

        using var json = JsonDocument.Parse(shop.Read("reports/shop/comparison.json")!);

        var root = json.RootElement;
        var rows = root.GetProperty("contrasts").EnumerateArray().ToList();
        var auc = rows.Single(row => row.GetProperty("group").GetString() == "all" && row.GetProperty("metric").GetString() == "auc");
        var printed = auc.GetProperty("difference")
            .GetProperty("value")
            .GetDouble()
            .ToString("+0.0###;-0.0###", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"Candidate minus current in auc: {printed}", shop.Read(Report)!, StringComparison.Ordinal);
        var groups = rows.ConvertAll(row => row.GetProperty("group").GetString()!).Distinct().ToList();
        Assert.Contains("channel=app", groups);
        Assert.Equal(
            groups.SelectMany(_ => new[] { "auc", "log-loss" }, (group, metric) => (group, metric)),
            rows.Select(row => (row.GetProperty("group").GetString()!, row.GetProperty("metric").GetString()!))
        );
        Assert.All(rows, row => Assert.False(string.IsNullOrEmpty(row.GetProperty("kind").GetString())));
        Assert.Contains(
            root.GetProperty("decision").GetString(),
            new[] { Decisions.Promote, Decisions.Refuse, Decisions.NotEnoughEvidence }
        );
    }

    [Fact]
    public void A_gate_asks_an_evaluation_set_and_not_the_hold_out()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        shop.Init();
        shop.Commit();
        Assert.Equal(0, shop.Flywheel("evalset", "add", "shop", "small", "--where", "amount < 60", "--why", "small orders").Code);
        shop.Edit("  first-model:", "    - at-least: { metric: auc, value: 0.999, set: small }\n  first-model:");
        shop.Edit("  first-model:", "  evaluation-sets: { small: v1 }\n  first-model:");
        shop.Arrive(5);

        var seen = shop.Turn(5).Of<Comparison>();

        var judged = seen.Gates.Single(gate => gate.Said.Contains("on small", StringComparison.Ordinal));
        var (onSet, onAll) = (seen.On("small", "auc")!.CandidateMeasured, seen.On(null, "auc")!.CandidateMeasured);
        Assert.NotEqual(GateOutcome.Open, judged.Outcome);
        Assert.InRange(onSet.Rows, 1, onAll.Rows - 1);
        Assert.StartsWith(
            onSet.HasInterval ? $"auc on small {onSet.Value:0.####} " : $"auc on small could not be measured: {onSet.Why}",
            judged.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_gate_that_asks_a_set_that_is_not_named_is_a_fault()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("  first-model:", "    - better: { metric: auc, set: smal }\n  evaluation-sets: { small: v1 }\n  first-model:");

        var told = shop.Flywheel("validate");

        Assert.Equal(2, told.Code);
        Assert.Contains(
            "'smal' is no evaluation set of offline-test. There are: small. Did you mean 'small'?",
            told.Error + told.Output,
            StringComparison.Ordinal
        );
    }

    /// <summary>Half of the orders that were kept are returned all the same: the level shifts, whatever the amount.</summary>
    private static void ReturnMore(TemporaryRepository shop, int day)
    {
        shop.ChangeFile(
            shop.SourceFiles("labels").Single(file => file.EndsWith($"2024-01-0{day + 1}.parquet", StringComparison.Ordinal)),
            "order_id, CASE WHEN order_id % 2 = 0 THEN 1 ELSE returned END AS returned, received_at"
        );
    }
}
