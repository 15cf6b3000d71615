using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>A shop whose model predicts one of three classes, from the log to the report.</summary>
public sealed class MulticlassTests : IDisposable
{
    private readonly TemporaryRepository shop = new(task: ModelTask.Multiclass);

    public void Dispose() => shop.Dispose();

    [Fact]
    public void The_loop_trains_measures_and_promotes_a_model_of_classes()
    {
        shop.Live(4);

        var turn = shop.Turn(4);
        var record = turn.Of<MonitoringRecord>();
        var figures = record.Figures.Where(figure => figure.Cohort == Figure.All).ToDictionary(figure => figure.Metric);
        Assert.All(figures.Values, figure => Assert.NotNull(figure.Measured.Low));
        Assert.InRange(figures["accuracy"].Measured.Value!.Value, 0.55, 0.95);
        Assert.Null(record.LabelMean);
        Assert.NotNull(turn.Base.Deployment.Current);
        Assert.Contains(turn.Of<Comparison>().Baselines, baseline => baseline.Name == "most frequent class of the training data");

        var confusion = record.Confusion!;
        var right = confusion.Where(pair => pair.Label == pair.Score).Sum(pair => pair.Rows);
        Assert.Equal(figures["accuracy"].Measured.Value!.Value, (double)right / confusion.Sum(pair => pair.Rows), 1e-12);
        Assert.Equal(record.Labelled, confusion.Sum(pair => pair.Rows));
        Assert.Contains(record.Drifts, drift => drift is { Column: "score", Convention: "psi/ln/categories/1e-4" });

        var report = shop.Read("reports/shop/monitoring.verified.md")!;
        Assert.Contains("## Which class is taken for which", report, StringComparison.Ordinal);
        Assert.Contains("| label | rows | said kept | said swapped | said refunded |", report, StringComparison.Ordinal);
        Assert.DoesNotContain("positive", report, StringComparison.Ordinal);
        Assert.Contains("score: 0 is kept, 1 is swapped, 2 is refunded", shop.Read("reports/shop/score.svg"), StringComparison.Ordinal);
        Assert.Contains("mostly ", shop.Read("reports/shop/comparison.verified.md"), StringComparison.Ordinal);
        Assert.Contains("multi:softmax", shop.Read($"models/shop/{turn.Version}.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_and_scores_stay_the_texts_that_production_wrote()
    {
        shop.Live(4);

        Assert.Equal(
            "kept,refunded,swapped",
            shop.Ask<string>(shop.After(4), "SELECT string_agg(DISTINCT returned, ',' ORDER BY returned) FROM log WHERE score IS NOT NULL")
        );
        Assert.Equal(0, shop.Ask<long>(shop.After(4), "SELECT count(*) FROM log WHERE score NOT IN ('kept', 'swapped', 'refunded')"));
    }

    [Fact]
    public void The_same_production_gives_the_same_bytes()
    {
        shop.Live(3);
        using var again = new TemporaryRepository(task: ModelTask.Multiclass) { Threads = 1 };
        again.Live(3);

        Assert.Equal(shop.Outputs(), again.Outputs());
    }

    [Fact]
    public void A_label_of_no_class_goes_to_quarantine_and_a_score_of_none_counts_as_missing()
    {
        shop.Live(3);
        shop.Arrive(4);
        shop.ChangeFile(shop.SourceFiles("labels")[3], "* REPLACE (CASE WHEN order_id = 4601 THEN 'lost' ELSE returned END AS returned)");
        shop.ChangeFile(shop.SourceFiles("events")[3], "* REPLACE (CASE WHEN order_id = 4602 THEN 'lost' ELSE score END AS score)");
        var record = shop.Turn(4).Of<MonitoringRecord>();

        Assert.Contains("the label is none of the classes", shop.Flywheel("quarantine", "shop").Output, StringComparison.Ordinal);
        Assert.Equal("lost", shop.Ask<string>(shop.After(4), "SELECT score FROM log WHERE order_id = 4602"));
        Assert.Equal(record.Labelled - 1, record.Confusion!.Sum(pair => pair.Rows));
        Assert.Equal(record.Labelled - 1, record.Figures[0].Measured.Rows);
    }

    [Fact]
    public void Every_metric_of_the_task_is_the_same_in_SQL_and_explained()
    {
        shop.Live(4);
        var record = shop.Turn(4).Of<MonitoringRecord>();
        var listed = shop.Flywheel("explain", "shop").Output.Split('\n');

        foreach (var figure in record.Figures.Where(figure => figure.Cohort == Figure.All))
        {
            var words = listed
                .First(line => line.Contains($"{figure.Metric} of all", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var told = shop.Flywheel("explain", "shop", words.First(word => word.Length > 2));

            var sql = MetricKinds.Named(figure.Metric, ModelTask.Multiclass).Sql!;
            const string Number = "list_position(['kept', 'swapped', 'refunded'], ";
            var value = shop.Ask<double>(
                shop.After(4),
                $"WITH rows AS (SELECT order_id AS id, {Number}returned) - 1 AS label, {Number}score) - 1 AS score, weight FROM log WHERE ordered_at >= TIMESTAMP '2024-01-04' AND returned IS NOT NULL AND score IS NOT NULL) SELECT {sql.Value} FROM {(sql.Rows is null ? "rows" : $"({sql.Rows})")}"
            );
            Assert.Equal(figure.Measured.Value!.Value, value, 1e-12);
            Assert.True(told.Code == 0, told.Error);
            Assert.Contains("By class", told.Output, StringComparison.Ordinal);
            Assert.Contains(
                figure.Measured.Value!.Value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)[..5],
                told.Output,
                StringComparison.Ordinal
            );
        }

        var drift = listed
            .First(line => line.Contains("psi of score", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var taken = shop.Flywheel("explain", "shop", drift.First(word => word.Length > 2));
        Assert.True(taken.Code == 0, taken.Error);
        Assert.Contains("refunded", taken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_is_estimated_before_the_labels()
    {
        shop.Edit("  window: 1d\n", "  window: 1d\n  estimate: { metrics: [ accuracy ] }\n");
        shop.Live(6);

        var rows = EstimateHistory
            .Before(shop.After(9), new WorkingTree(shop.Root), "shop")
            .Where(row => row.Realised is not null)
            .ToList();

        Assert.True(rows.Count(row => row.Cohort == Figure.All) >= 2, $"{rows.Count} rows");
        Assert.All(rows.Where(row => row.Cohort == Figure.All), row => Assert.Equal(row.Realised!.Value, row.Value, 0.06));
        Assert.Contains("how large the error of a row is", shop.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task: multiclass", "task: binary", "A label has classes, and the task is binary")]
    [InlineData("classes: [ kept, swapped, refunded ], ", "", "The classes of the label are not named")]
    [InlineData("classes: [ kept, swapped, refunded ]", "classes: [ kept, kept ]", "'classes'")]
    [InlineData(
        "  window: 1d",
        "  estimate: { metrics: [ macro-f1 ] }\n  window: 1d",
        "'macro-f1' is no metric of metrics.yaml that each row has an error of"
    )]
    [InlineData("clock: log", "clock: log\ncosts: { false-positive: 1, false-negative: 2 }", "A model whose task is multiclass has costs")]
    public void What_does_not_fit_the_task_is_a_mistake_that_says_what_to_type(string old, string now, string said)
    {
        shop.Edit(old, now);

        var told = shop.Flywheel("validate");

        Assert.Equal((int)ExitCode.Mistake, told.Code);
        Assert.Contains(said, told.Output + told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_more_classes_than_a_table_holds_the_commonest_mistakes_are_told()
    {
        shop.Edit(
            "classes: [ kept, swapped, refunded ]",
            $"classes: [ kept, swapped, refunded, {string.Join(", ", Enumerable.Range(0, 9).Select(i => $"other{i}"))} ]"
        );
        shop.Live(4);

        Assert.Contains(
            "| label | said | rows | of the class |",
            shop.Read("reports/shop/monitoring.verified.md"),
            StringComparison.Ordinal
        );
    }
}
