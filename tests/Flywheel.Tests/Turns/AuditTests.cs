using Flywheel.Curation;
using Flywheel.Monitoring;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>Some events of every turn are labelled whatever curation picks, and tell what production is worth.</summary>
public sealed class AuditTests
{
    private const string Rules = "labels: { from-log: { price: 0.5 } }\nrules:\n  - informed: { by: amount, count: 100, floor: 1 }";

    [Fact]
    public void Each_turn_buys_the_audits_labels_beside_those_of_the_rules_and_changes_nothing_of_their_draw()
    {
        using var plain = Shop(null);
        using var audited = Shop("audit: { labels: 200 }");
        plain.Live(3);
        audited.Live(3);

        var record = audited.Turn(3).Of<CurationRecord>();
        Assert.Equal(200, record.ByRule["audit"]);
        Assert.InRange(record.Batch.Rows, 200, 300);
        Assert.Equal(100, plain.Turn(3).Of<CurationRecord>().Batch.Rows);
        Assert.All(Points(plain), id => Assert.Contains(id, Points(audited)));
        Assert.Equal(200 / 1200.0, audited.Ask<double>(audited.After(3), "SELECT min(audit) FROM reservoir"), 1e-12);
        Assert.Equal(200 / 1200.0, audited.Ask<double>(audited.After(3), "SELECT max(audit) FROM reservoir"), 1e-12);

        // A point's chance of being picked at all holds both.
        Assert.True(audited.Ask<bool>(audited.After(3), "SELECT min(probability) > 200 / 1200.0 FROM reservoir"));

        static IReadOnlyList<long> Points(TemporaryRepository shop) =>
            shop.Work(place =>
                place.Workplace.Database.Rows<long>(
                    $"SELECT id FROM ({Reservoir.Select(place.At(shop.After(3)), DateTime.MinValue, curated: true)})"
                )
            );
    }

    /// <summary>The rule buys labels of dear orders, which are returned more often; the audit does not lean on it.</summary>
    [Fact]
    public void What_the_audit_measures_is_of_its_points_alone_all_alike()
    {
        using var shop = Shop("audit: { labels: 200, over: 3d }");
        shop.Live(5);

        var audit = shop.Turn(5).Of<MonitoringRecord>().Audit!;
        const string Rows = "log JOIN reservoir ON reservoir.id = order_id WHERE rule = 'audit' AND ordered_at >= TIMESTAMP '2024-01-03'";
        var logLoss = shop.Ask<double>(
            shop.After(5),
            $"""
            SELECT -sum(CASE WHEN returned = 1 THEN ln(score) ELSE ln(1 - score) END ORDER BY order_id) / count(*)
            FROM {Rows} AND ordered_at < TIMESTAMP '2024-01-05' AND returned IS NOT NULL AND score IS NOT NULL
            """
        );

        // The newest day's points are bought after monitoring.
        Assert.Equal((3 * 1200, 400), (audit.Events, audit.Audited));
        Assert.Equal(400, audit.Labelled);
        Assert.Equal(logLoss, audit.Figures.First(figure => figure is { Cohort: "all", Metric: "log-loss" }).Measured.Value!.Value, 1e-6);
        var report = shop.Read("reports/shop/monitoring.verified.md")!;
        Assert.Contains("## Audit", report, StringComparison.Ordinal);
        Assert.Contains("This turn adds 200 labels for 100.00", report, StringComparison.Ordinal);
    }

    /// <summary>A part of the labels of the fifth day comes forty hours late: at the sixth turn some of the audited events have none yet.</summary>
    [Fact]
    public void No_label_that_was_not_bought_or_came_later_moves_the_audit()
    {
        const string Late = "* REPLACE (received_at + INTERVAL 40 HOUR AS received_at)";
        using var shop = Shop("audit: { labels: 200 }");
        shop.Live(4);
        shop.Arrive(5);
        shop.ChangeFile(shop.SourceFiles("labels")[4], Late);
        shop.Turn(5);
        shop.Arrive(6);
        var before = shop.Turn(6).Of<MonitoringRecord>().Audit!;
        var bought = shop.Work(place =>
            place.Workplace.Database.Rows<long>(
                $"SELECT id FROM ({Reservoir.Select(place.At(shop.After(6)), DateTime.MinValue, curated: false)})"
            )
        );
        using var other = Shop("audit: { labels: 200 }");
        other.TakeProductionOf(shop);
        foreach (var file in other.SourceFiles("labels"))
        {
            other.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN order_id IN ({string.Join(", ", bought)}) AND received_at <= TIMESTAMP '2024-01-07' THEN returned ELSE 1 - returned END AS returned)"
            );
        }

        for (var day = 1; day <= 5; day++)
        {
            other.Turn(day);
        }

        var after = other.Turn(6).Of<MonitoringRecord>().Audit!;
        Assert.InRange(before.Labelled, 1, before.Audited - 1);
        Assert.NotNull(before.Figures[0].Measured.Value);
        Assert.Equal(before.Figures, after.Figures);
        shop.Arrive(7);
        other.Arrive(7);
        Assert.NotEqual(shop.Turn(7).Of<MonitoringRecord>().Audit!.Figures, other.Turn(7).Of<MonitoringRecord>().Audit!.Figures);
    }

    /// <summary>The batches that tell of an audit lie before all that the turn looks at.</summary>
    [Fact]
    public void An_audit_that_was_given_up_and_is_taken_up_again_begins_anew()
    {
        using var shop = Shop("audit: { labels: 200, over: 1d }");
        shop.Live(1);
        shop.Edit(StrategyLoader.CurationName, "audit: { labels: 200, over: 1d }\n", "");
        for (var day = 2; day <= 7; day++)
        {
            shop.Arrive(day);
            shop.Turn(day);
        }

        shop.Edit(StrategyLoader.CurationName, "rules:", "audit: { labels: 200, over: 1d }\nrules:");
        shop.Arrive(8);
        var turn = shop.Turn(8);

        Assert.Equal(
            (1200, 0, 0),
            (
                turn.Of<MonitoringRecord>().Audit!.Events,
                turn.Of<MonitoringRecord>().Audit!.Audited,
                turn.Of<MonitoringRecord>().Audit!.Labelled
            )
        );
        Assert.Equal(200, turn.Of<CurationRecord>().ByRule["audit"]);
    }

    [Fact]
    public void An_audit_that_begins_later_measures_from_then_on_and_one_that_is_larger_than_the_turn_takes_all()
    {
        using var shop = Shop(null);
        shop.Live(2);
        shop.Edit(StrategyLoader.CurationName, "rules:", "audit: { labels: 5000 }\nrules:");
        shop.Arrive(3);
        var first = shop.Turn(3).Of<MonitoringRecord>().Audit!;
        shop.Arrive(4);
        var second = shop.Turn(4);

        Assert.Equal((0, 0), (first.Audited, first.Labelled));
        Assert.Equal(1200, second.Of<MonitoringRecord>().Audit!.Audited);
        Assert.Equal(1200, second.Of<CurationRecord>().ByRule["audit"]);
        Assert.Equal(1.0, shop.Ask<double>(shop.After(4), "SELECT min(audit) FROM reservoir"));
        Assert.Equal(200, shop.Ask<long>(shop.After(4), "SELECT count(*) FROM reservoir WHERE audit IS NULL"));
    }

    [Fact]
    public void A_check_of_the_audit_says_what_to_type_where_there_is_none()
    {
        using var shop = Shop(null);
        Ask(shop);
        shop.Live(3);
        var without = Judged(shop.Turn(3));
        shop.Edit(StrategyLoader.CurationName, "rules:", "audit: { labels: 900 }\nrules:");
        for (var day = 4; day <= 6; day++)
        {
            shop.Arrive(day);
            shop.Turn(day);
        }

        var with = Judged(shop.Turn(6));
        Assert.Equal(Outcome.NotEnoughEvidence, without.Outcome);
        Assert.Contains("audit: { labels: 300 }", without.Why, StringComparison.Ordinal);
        Assert.Equal("audited auc ≥ 0.5", with.Check);
        Assert.Equal(Outcome.Ok, with.Outcome);

        static CheckResult Judged(Flywheel.Turns.Turn turn) =>
            turn.Of<MonitoringRecord>().Checks.Single(check => check.Check.StartsWith("audited", StringComparison.Ordinal));
    }

    [Fact]
    public void An_audit_of_nothing_is_a_mistake()
    {
        using var shop = Shop("audit: { labels: 0 }");

        var told = shop.Flywheel("validate");

        Assert.Equal((int)ExitCode.Mistake, told.Code);
        Assert.Contains("'labels'", told.Output + told.Error, StringComparison.Ordinal);
    }

    private static TemporaryRepository Shop(string? audit)
    {
        var shop = new TemporaryRepository();
        shop.Edit(
            StrategyLoader.CurationName,
            "labels: from-log\nrules:\n  - random: { share: 1 }",
            audit is null ? Rules : Rules.Replace("rules:", $"{audit}\nrules:", StringComparison.Ordinal)
        );
        return shop;
    }

    private static void Ask(TemporaryRepository shop) =>
        shop.Edit("    - missing: { column: items }\n", "    - missing: { column: items }\n    - audit: { name: auc, at-least: 0.5 }\n");
}
