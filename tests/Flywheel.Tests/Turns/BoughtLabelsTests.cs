using Flywheel.Curation;
using Flywheel.Datasets;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>Where a label costs money, only those that were bought may be seen.</summary>
public sealed class BoughtLabelsTests
{
    [Fact]
    public void Only_labels_that_were_bought_and_had_arrived_are_visible_each_weighted_by_its_chance()
    {
        using var repository = Bought();
        repository.Live(4);

        var visible = repository.Ask<long>(repository.After(4), "SELECT count(returned) FROM log");
        var arrived = repository.Ask<long>(
            repository.After(4),
            "SELECT count(*) FROM log JOIN reservoir ON reservoir.id = log.order_id WHERE ordered_at <= TIMESTAMP '2024-01-04 18:00:00'"
        );
        var (least, most) = (Weight("min"), Weight("max"));

        Assert.Equal(arrived, visible);
        Assert.InRange(visible, 1, 4 * 360);
        Assert.Equal(1200 / 360.0, least, precision: 9);
        Assert.Equal(1200 / 360.0, most, precision: 9);

        double Weight(string of) => repository.Ask<double>(repository.After(4), $"SELECT {of}(weight) FROM log WHERE returned IS NOT NULL");
    }

    [Fact]
    public void The_ledger_keeps_what_a_turn_bought_and_what_it_cost()
    {
        using var repository = Bought();
        repository.Live(2);

        var rows = Ledger.Read(repository.Read("reports/shop/ledger.csv"), "ledger.csv");

        Assert.Equal([(360L, 180.0), (360L, 180.0)], rows.Select(row => (row.Curated, row.LabelCost)));
    }

    [Fact]
    public void Datasets_metrics_and_comparisons_are_made_of_bought_labels_alone()
    {
        using var repository = Bought();
        repository.Live(4);
        var turn = repository.Turn(4);

        var dataset = turn.Of<DatasetRecord>().Dataset!;
        var monitoring = turn.Of<MonitoringRecord>();
        var comparison = turn.Of<Comparison>();

        var trained = repository.Ask<long>(
            repository.After(4),
            """
            SELECT count(*) FROM log JOIN reservoir ON reservoir.id = log.order_id
            WHERE NOT evaluates AND ordered_at >= TIMESTAMP '2024-01-02' AND ordered_at < TIMESTAMP '2024-01-04'
            """
        );
        Assert.Equal(trained, dataset.Rows);

        // The newest cycle's labels are bought after monitoring, so the window sees those of the cycle before.
        Assert.Equal(360, monitoring.Labelled);
        Assert.InRange(comparison.Rows, 200, 360);
        Assert.Equal(comparison.Rows, comparison.EffectiveSize);
    }

    [Fact]
    public void Labels_that_were_not_bought_may_change_without_a_trace()
    {
        using var repository = Bought();
        repository.Live(4);
        var batches = Directory.GetFiles(repository.PathOf(".flywheel/documents/reservoir/shop"));
        var ids = repository.Work(place =>
            place.Workplace.Database.Rows<long>(
                $"SELECT id FROM ({Reservoir.Select(place.At(repository.After(4)), DateTime.MinValue, curated: true)})"
            )
        );
        using var other = Bought();
        other.TakeProductionOf(repository);
        foreach (var file in other.SourceFiles("labels"))
        {
            other.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN order_id IN ({string.Join(", ", ids)}) THEN returned ELSE 1 - returned END AS returned)"
            );
        }

        for (var cycle = 1; cycle <= 4; cycle++)
        {
            other.Turn(cycle);
        }

        Assert.Equal(4, batches.Length);
        Same.Files(repository.Tracked(), other.Tracked());
    }

    [Fact]
    public void A_row_stands_once_in_the_log_though_two_overlapping_cycles_bought_its_label()
    {
        using var repository = Bought();
        repository.Arrive(2);
        repository.Turn(1);
        repository.Turn(repository.After(1).AddHours(12));
        repository.Turn(2);

        var rows = repository.Ask<long>(repository.After(2), "SELECT count(*) FROM log");

        Assert.Equal(2 * repository.Production.OrdersADay, rows);
    }

    private static TemporaryRepository Bought()
    {
        var repository = new TemporaryRepository();
        repository.Edit(StrategyLoader.CurationName, "labels: from-log", "labels: { from-log: { price: 0.5 } }");
        repository.Edit(StrategyLoader.CurationName, "share: 1", "share: 0.3");
        repository.Edit(StrategyLoader.CohortsName, "minimum-rows: 100", "minimum-rows: 50");
        repository.Edit("monitoring:\n  window: 1d", "monitoring:\n  window: 2d");
        return repository;
    }
}
