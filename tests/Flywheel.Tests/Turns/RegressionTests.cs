using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>A shop whose model predicts a number, from the log to the report.</summary>
public sealed class RegressionTests : IDisposable
{
    private readonly TemporaryRepository shop = new(task: ModelTask.Regression);

    public void Dispose() => shop.Dispose();

    [Fact]
    public void The_loop_trains_measures_and_promotes_a_model_of_numbers()
    {
        shop.Live(4);

        var turn = shop.Turn(4);
        var record = turn.Of<MonitoringRecord>();
        var figures = record.Figures.Where(figure => figure.Cohort == Figure.All).ToDictionary(figure => figure.Metric);
        Assert.All(figures.Values, figure => Assert.NotNull(figure.Measured.Low));
        // Labels scatter uniformly by up to 1 + amount / 10 around 20 + amount / 2, with amounts from 10 to 100: a perfect model has a mean
        // absolute error of (1 + 5.5) / 2 = 3.25; eight small trees come near.
        Assert.InRange(figures["mae"].Measured.Value!.Value, 3, 8);
        Assert.True(figures["rmse"].Measured.Value > figures["mae"].Measured.Value);
        Assert.InRange(figures["r2"].Measured.Value!.Value, 0.5, 0.95);
        Assert.InRange(record.LabelMean!.Value, 40, 55);
        Assert.NotNull(turn.Base.Deployment.Current);
        Assert.Contains(turn.Of<Comparison>().Baselines, baseline => baseline.Name == "mean of the training data");
        Assert.All(Ledger.Read(shop.Read(Ledger.Path("shop")), ""), row => Assert.Null(row.LabelShare));
        var report = shop.Read("reports/shop/monitoring.verified.md")!;
        Assert.Contains("| mean label |", report, StringComparison.Ordinal);
        Assert.Contains("label-mean:", shop.Read($"datasets/shop/{turn.Version}.yaml"), StringComparison.Ordinal);
        Assert.Contains("reg:squarederror", shop.Read($"models/shop/{turn.Version}.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_production_gives_the_same_bytes()
    {
        shop.Live(3);
        using var again = new TemporaryRepository(task: ModelTask.Regression) { Threads = 1 };
        again.Live(3);

        Assert.Equal(shop.Outputs(), again.Outputs());
    }

    [Fact]
    public void Of_labels_that_are_corrected_the_last_one_counts_and_one_that_is_no_number_goes_to_quarantine()
    {
        shop.Arrive(1);
        var file = shop.SourceFiles("labels")[0];
        shop.ChangeFile(
            file,
            "* REPLACE (CASE order_id WHEN 1000 THEN 'NaN'::DOUBLE WHEN 1001 THEN 'Infinity'::DOUBLE ELSE returned END AS returned)"
        );
        var corrected = Path.Combine(Path.GetDirectoryName(file)!, "corrected.parquet");
        TemporaryRepository.ChangeFiles(
            $"COPY (SELECT order_id, 7.5 AS returned, received_at + INTERVAL 1 HOUR AS received_at FROM read_parquet('{file}') WHERE order_id = 1002 UNION ALL SELECT order_id, 6.5, received_at + INTERVAL 1 HOUR FROM read_parquet('{file}') WHERE order_id = 1002) TO '{corrected}' (FORMAT parquet)"
        );
        shop.Turn(1);

        Assert.Equal(7.5, shop.Ask<double>(shop.After(1), "SELECT returned FROM log WHERE order_id = 1002"));
        Assert.Equal(2, shop.Ask<long>(shop.After(1), "SELECT count(*) FROM log WHERE order_id IN (1000, 1001) AND returned IS NULL"));
        var listed = shop.Flywheel("quarantine", "shop");
        Assert.Contains("the label is not a finite number", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loss_is_estimated_before_the_labels_where_it_depends_on_what_the_model_sees()
    {
        shop.Edit("  window: 1d\n", "  window: 1d\n  estimate: { metrics: [ mae, rmse ] }\n");
        shop.Live(5);

        var rows = EstimateHistory
            .Before(shop.After(9), new WorkingTree(shop.Root), "shop")
            .Where(row => row.Realised is not null)
            .ToList();
        Assert.Contains(rows, row => row.Metric == "rmse");
        Assert.All(
            rows.Where(row => row.Cohort == Figure.All),
            row => Assert.Equal(row.Realised!.Value, row.Value, 0.15 * row.Realised.Value)
        );
        var last = rows.Where(row => row.Metric == "mae").GroupBy(row => row.AsOf).Last().ToDictionary(row => row.Cohort);
        // Errors grow with the amount, and the estimate sees that.
        Assert.True(last["amount ≥ 70"].Value > 1.2 * last["amount < 40"].Value, string.Join(' ', last.Keys));
        Assert.Contains("how large the error of a row is", shop.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics.yaml", "rmse", "auc", "'auc' is no metric for task: regression")]
    [InlineData(
        "strategy.yaml",
        "rollout: at-once",
        "costs: { false-positive: 1, false-negative: 2 }",
        "A model whose task is regression has costs"
    )]
    [InlineData(
        "strategy.yaml",
        "  window: 1d",
        "  estimate: { metrics: [ r2 ] }\n  window: 1d",
        "'r2' is no metric of metrics.yaml that each row has an error of"
    )]
    public void What_does_not_fit_the_task_is_a_mistake_that_says_what_to_type(string file, string old, string now, string said)
    {
        if (old == "rollout: at-once")
        {
            shop.Edit("clock: log", $"clock: log\n{now}");
        }
        else
        {
            shop.Edit(file, old, now);
        }

        var told = shop.Flywheel("validate");

        Assert.Equal((int)ExitCode.Mistake, told.Code);
        Assert.Contains(said, told.Output + told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_the_report_leads_to_the_rows_behind_it()
    {
        shop.Live(4);
        var listed = shop.Flywheel("explain", "shop");
        var rmse = listed
            .Output.Split('\n')
            .First(line => line.Contains("rmse of all", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var told = shop.Flywheel("explain", "shop", rmse.First(word => word.Length > 2));

        Assert.Equal(0, told.Code);
        Assert.Contains("By tenth of the rows", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_of_the_task_is_the_same_in_SQL()
    {
        shop.Live(4);
        var record = shop.Turn(4).Of<MonitoringRecord>();

        foreach (var figure in record.Figures.Where(figure => figure.Cohort == Figure.All))
        {
            var sql = MetricKinds.Named(figure.Metric, ModelTask.Regression).Sql!;
            var from = sql.Rows is null ? "rows" : $"({sql.Rows})";
            var value = shop.Ask<double>(
                shop.After(4),
                $"WITH rows AS (SELECT order_id AS id, returned AS label, score, weight FROM log WHERE ordered_at >= TIMESTAMP '2024-01-04' AND returned IS NOT NULL AND score IS NOT NULL) SELECT {sql.Value} FROM {from}"
            );
            Assert.Equal(figure.Measured.Value!.Value, value, 1e-9);
        }
    }
}
