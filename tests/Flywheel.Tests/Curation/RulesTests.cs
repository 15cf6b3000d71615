using System.Globalization;
using Flywheel.Curation;
using Flywheel.Datasets;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Triggers;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Curation;

/// <summary>Every rule works from curation.yaml in a whole turn, of each task that it is for.</summary>
public sealed class RulesTests
{
    private const string Ids = "[ 1000, 1003, 1007, 1011, 1019, 1023, 1031, 1040, 1044, 1050, 1061, 1077 ]";

    [Theory]
    [InlineData(ModelTask.Binary, "uncertainty: { by: margin, count: 100 }")]
    [InlineData(ModelTask.Binary, "uncertainty: { by: entropy, count: 100, draw: top }")]
    [InlineData(ModelTask.Binary, "expected-gradient: { count: 100 }")]
    [InlineData(ModelTask.Binary, "prediction-change: { count: 100 }")]
    [InlineData(ModelTask.Binary, "disagreement: { count: 100 }")]
    [InlineData(ModelTask.Binary, "disagreement: { committee: resampled-rows, members: 3, count: 100 }")]
    [InlineData(ModelTask.Binary, "predicted-loss: { count: 100 }")]
    [InlineData(ModelTask.Binary, "discriminator: { count: 100 }")]
    [InlineData(ModelTask.Binary, "k-centre: { count: 100 }")]
    [InlineData(ModelTask.Binary, $"similarity: {{ examples: {Ids}, count: 100 }}")]
    [InlineData(ModelTask.Binary, $"projection: {{ examples: {Ids}, count: 100 }}")]
    [InlineData(ModelTask.Multiclass, "uncertainty: { by: least-confident, count: 100 }")]
    [InlineData(ModelTask.Multiclass, "expected-gradient: { count: 100 }")]
    [InlineData(ModelTask.Multiclass, "prediction-change: { count: 100 }")]
    [InlineData(ModelTask.Multiclass, "disagreement: { count: 100 }")]
    [InlineData(ModelTask.Multiclass, "predicted-loss: { count: 100 }")]
    [InlineData(ModelTask.Regression, "prediction-change: { count: 100 }")]
    [InlineData(ModelTask.Regression, "disagreement: { count: 100 }")]
    [InlineData(ModelTask.Regression, "predicted-loss: { count: 100 }")]
    public void A_rule_scores_its_candidates_and_keeps_why_it_took_them(ModelTask task, string rule)
    {
        using var shop = Shop(rule, task);
        shop.Live(6);

        var record = shop.Turn(6).Of<CurationRecord>();

        var yielded = record.Rules![1];
        var name = rule.Split(':')[0];
        Assert.Equal((name, 0), (yielded.Rule, yielded.Drawn.IndexOf("alike", StringComparison.Ordinal) + 1));
        var hasChance = yielded.WithoutChance is null;
        Assert.Equal(!rule.Contains("top", StringComparison.Ordinal) && name is not ("k-centre" or "similarity"), hasChance);
        var points = $"FROM reservoir WHERE rule = '{name}' AND id >= 7000";
        Assert.Equal(yielded.Points, shop.Ask<long>(shop.After(6), $"SELECT count(*) {points}"));
        Assert.InRange(yielded.Points, 70, 100);
        Assert.Equal(hasChance ? yielded.Points : 0, shop.Ask<long>(shop.After(6), $"SELECT count(probability) {points}"));
        Assert.Equal(yielded.Points, shop.Ask<long>(shop.After(6), $"SELECT count(rule_score) {points}"));
        Assert.True(shop.Ask<long>(shop.After(6), $"SELECT count(DISTINCT rule_score) {points}") > 5);
        Assert.Equal(yielded.Version, shop.Ask<string>(shop.After(6), $"SELECT max(rule_version) {points}"));
        Assert.Equal(yielded.Drawn, shop.Ask<string>(shop.After(6), $"SELECT max(reason) {points}"));
        Assert.Contains($"| {name} |", shop.Read("reports/shop/monitoring.verified.md")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uncertainty: { count: 100, draw: top }", "no model is in force yet")]
    [InlineData("expected-gradient: { count: 100 }", "no model is in force yet")]
    [InlineData("prediction-change: { count: 100 }", "no model is in force yet")]
    [InlineData("disagreement: { count: 100 }", "fewer than two models of earlier turns are in the store")]
    [InlineData("predicted-loss: { count: 100 }", "fewer than 100 labelled points have a score of production")]
    [InlineData("discriminator: { count: 100 }", "fewer than 100 points are labelled")]
    public void Before_there_is_anything_to_score_by_a_rule_draws_from_all_alike_and_says_so(string rule, string why)
    {
        using var shop = Shop(rule);
        shop.Arrive(1);

        var yielded = shop.Turn(1).Of<CurationRecord>().Rules![1];

        Assert.Equal((true, $"drawn from all alike: {why}"), (yielded.WithoutChance is null, yielded.Drawn));
        var name = rule.Split(':')[0];
        Assert.EndsWith(
            why,
            shop.Ask<string>(shop.After(1), $"SELECT max(reason) FROM reservoir WHERE rule = '{name}'"),
            StringComparison.Ordinal
        );
        var chance = 1 - ((1 - (120 / 1200.0)) * (1 - (100 / 1200.0)));
        Assert.Equal(chance, shop.Ask<double>(shop.After(1), "SELECT min(probability) FROM reservoir"), 1e-9);
        Assert.Equal(chance, shop.Ask<double>(shop.After(1), "SELECT max(probability) FROM reservoir"), 1e-9);
    }

    [Fact]
    public void A_turn_without_an_event_picks_nothing()
    {
        using var shop = Shop("uncertainty: { count: 100 }\n  - k-centre: { count: 10 }\n  - discriminator: { count: 10 }");
        shop.Live(2);

        var record = shop.Turn(shop.After(2).AddMinutes(1)).Of<CurationRecord>();

        Assert.Equal((0L, 0L), (record.Candidates, record.Batch.Rows));
    }

    [Fact]
    public void Fewer_events_than_asked_for_are_taken_all()
    {
        using var shop = Shop("uncertainty: { count: 5000 }");
        shop.Live(3);

        Assert.Equal(1200, shop.Turn(3).Of<CurationRecord>().Batch.Rows);
        Assert.Equal(1, shop.Ask<double>(shop.After(3), "SELECT min(probability) FROM reservoir WHERE id >= 3400"));
    }

    [Fact]
    public void An_example_that_is_no_event_is_named_with_what_to_type()
    {
        using var shop = Shop("similarity: { examples: [ 1000, 99 ], count: 5 }");
        shop.Arrive(1);

        var told = Assert.Throws<RefusedException>(() => shop.Turn(1));

        Assert.Equal(ExitCode.Mistake, told.Code);
        Assert.Contains(
            "names examples that no event received by 2024-01-02 has as its order_id: 99.",
            told.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("flywheel sql shop", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_are_as_near_as_a_plain_search_finds()
    {
        using var shop = Shop("similarity: { examples: [ 1100 ], count: 20 }");
        shop.Edit("  hour: hour(ordered_at)\n  items: items\n  channel: { categorical: channel }\n", "");
        shop.Live(1);

        const string Nearest = """
            SELECT count(*) FROM reservoir WHERE rule = 'similarity' AND id IN (
                SELECT order_id FROM log WHERE NOT evaluates AND order_id <> 1100
                ORDER BY abs(amount - (SELECT amount FROM log WHERE order_id = 1100)), order_id LIMIT 40)
            """;
        var picked = shop.Ask<long>(shop.After(1), "SELECT count(*) FROM reservoir WHERE rule = 'similarity'");

        Assert.InRange(picked, 10, 20);
        Assert.Equal(picked, shop.Ask<long>(shop.After(1), Nearest));
    }

    /// <summary>Complaints come four hours after the order, some of them a turn later.</summary>
    [Fact]
    public void Feedback_is_picked_when_it_arrives_once_and_without_a_chance()
    {
        using var shop = Shop("feedback: complaint AND amount > 0");
        shop.Live(6);

        var points = shop.Ask<long>(shop.After(6), "SELECT count(*) FROM reservoir WHERE rule = 'feedback'");
        var complaints = shop.Ask<long>(
            shop.After(6),
            "SELECT count(*) FROM log WHERE complaint AND NOT evaluates AND order_id NOT IN (SELECT id FROM reservoir WHERE rule <> 'feedback')"
        );
        var late = shop.Ask<long>(
            shop.After(6),
            "SELECT count(*) FROM reservoir JOIN log ON order_id = id WHERE rule = 'feedback' AND ordered_at < TIMESTAMP '2024-01-05' AND ordered_at > TIMESTAMP '2024-01-04 20:05:00'"
        );

        Assert.InRange(points, 5, 1000);
        Assert.Equal(complaints, points);
        Assert.True(late > 0);
        Assert.Equal(0, shop.Ask<long>(shop.After(6), "SELECT count(probability) FROM reservoir WHERE rule = 'feedback'"));
        Assert.Equal(points, shop.Ask<long>(shop.After(6), "SELECT count(DISTINCT id) FROM reservoir WHERE rule = 'feedback'"));
    }

    [Fact]
    public void Error_analysis_knows_its_chances_unless_it_asks_for_what_came_later()
    {
        using var shop = Shop("error-analysis: { where: amount > 80, count: 50 }\n  - error-analysis: score < 0.4 AND returned = 1");
        shop.Live(5);

        var rules = shop.Turn(5).Of<CurationRecord>().Rules!;
        var misses = shop.Ask<long>(
            shop.After(5),
            "SELECT count(*) FROM reservoir JOIN log ON order_id = id WHERE probability IS NULL AND NOT (score < 0.4 AND returned = 1)"
        );

        Assert.Null(rules[1].WithoutChance);
        Assert.NotNull(rules[2].WithoutChance);
        Assert.InRange(rules[1].Points, 30, 50);
        Assert.InRange(rules[2].Points, 1, 1000);
        Assert.Equal(0, misses);
    }

    [Theory]
    [InlineData("uncertainty: { by: margin }", "FW0421: The rule 'uncertainty' does not say how many events it picks.")]
    [InlineData("random: { of-budget: 0.5 }", "FW0421: The rule 'random' takes a share of a label budget, and there is none.")]
    [InlineData("cohort-quotas: { nigth: 5 }", "FW0404: 'nigth' is no cohort of cohorts.yaml.")]
    [InlineData("cohort-quotas: { night: 0 }", "below 1")]
    [InlineData("uncertainty: { by: margni, count: 5 }", "Did you mean 'margin'?")]
    [InlineData("similarity: { examples: [], count: 5 }", "'examples'")]
    [InlineData("error-analysis: amount > 'a'", "curation.yaml:4:")]
    public void A_mistake_is_told(string rule, string said)
    {
        using var shop = Shop(rule);

        var told = shop.Flywheel("validate");

        Assert.Equal((int)ExitCode.Mistake, told.Code);
        Assert.Contains(said, told.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uncertainty: { count: 5 }", "Write 'disagreement' in its place.")]
    [InlineData("expected-gradient: { count: 5 }", "Write 'predicted-loss' in its place")]
    public void A_rule_of_class_chances_does_not_fit_numbers(string rule, string mend)
    {
        using var shop = Shop(rule, ModelTask.Regression);

        Assert.Contains(mend, shop.Flywheel("validate").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_must_be_bought_cannot_be_asked_for()
    {
        using var shop = Shop("error-analysis: returned = 1");
        shop.Edit(StrategyLoader.CurationName, "labels: from-log", "labels: { from-log: { price: 1 } }");

        Assert.Contains("The column 'returned' does not exist here.", shop.Flywheel("validate").Error, StringComparison.Ordinal);
    }

    /// <summary>Labels of points without a chance are flipped: training sees it, and no estimate does.</summary>
    [Fact]
    public void Points_without_a_chance_train_and_enter_no_estimate()
    {
        using var shop = Priced();
        shop.Live(4);
        var without = shop.Work(place =>
            place.Workplace.Database.Rows<long>(
                $"SELECT id FROM ({Reservoir.Select(place.At(shop.After(4)), DateTime.MinValue, curated: true)}) WHERE probability IS NULL"
            )
        );
        using var other = Priced();
        other.TakeProductionOf(shop);
        foreach (var file in other.SourceFiles("labels"))
        {
            other.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN order_id IN ({string.Join(", ", without)}) THEN 1 - returned ELSE returned END AS returned)"
            );
        }

        other.Turn(1);
        other.Turn(2);
        var (before, after) = (shop.Turn(2), other.Turn(2));

        Assert.InRange(without.Count, 100, 4 * 60);
        Assert.Equal(before.Of<MonitoringRecord>().Labelled, after.Of<MonitoringRecord>().Labelled);
        Assert.Equal(before.Of<MonitoringRecord>().LabelMean, after.Of<MonitoringRecord>().LabelMean);
        Assert.Equal(before.Of<MonitoringRecord>().Figures, after.Of<MonitoringRecord>().Figures);
        other.Turn(3);
        Assert.NotEqual(shop.Turn(3).Of<DatasetRecord>().Dataset!.Digest, other.Turn(3).Of<DatasetRecord>().Dataset!.Digest);
        Assert.Equal(
            0,
            shop.Ask<long>(shop.After(4), "SELECT count(returned) FROM log JOIN reservoir ON id = order_id WHERE probability IS NULL")
        );
        Assert.True(
            shop.Ask<long>(
                shop.After(4),
                "SELECT count(\"bought label\") FROM log JOIN reservoir ON id = order_id WHERE probability IS NULL"
            ) > 0
        );
        var report = shop.Read("reports/shop/monitoring.verified.md")!;
        Assert.Contains("k-centre: no correction is possible", report, StringComparison.Ordinal);
    }

    /// <summary>The model in force was trained before; of what came after, the labels of points without a chance are flipped.</summary>
    [Fact]
    public void Points_without_a_chance_move_no_metric_of_a_model_in_force()
    {
        using var shop = Kept();
        shop.Live(6);
        const string Without =
            "FROM log JOIN reservoir ON id = order_id WHERE probability IS NULL AND ordered_at >= TIMESTAMP '2024-01-05'";
        var before = shop.Ask<long>(shop.After(6), $"SELECT sum(\"bought label\") {Without}");
        var ids = shop.Ask<string>(shop.After(6), $"SELECT string_agg(order_id, ', ' ORDER BY order_id) {Without}");
        using var other = Kept();
        other.TakeProductionOf(shop);
        foreach (var file in other.SourceFiles("labels"))
        {
            other.ChangeFile(file, $"* REPLACE (CASE WHEN order_id IN ({ids}) THEN 1 - returned ELSE returned END AS returned)");
        }

        for (var day = 1; day <= 6; day++)
        {
            other.Turn(day);
        }

        var (known, flipped) = (shop.Turn(6).Of<MonitoringRecord>(), other.Turn(6).Of<MonitoringRecord>());

        Assert.NotNull(known.Figures.Single(figure => figure.Cohort == Figure.All && figure.Metric == "auc").Measured.Value);
        Assert.Equal(known.Figures, flipped.Figures);
        Assert.NotEqual(before, other.Ask<long>(shop.After(6), $"SELECT sum(\"bought label\") {Without}"));

        // Labels enough for a first model to be trusted, and none that replaces it.
        static TemporaryRepository Kept()
        {
            var shop = Priced();
            shop.Edit(StrategyLoader.CurationName, "share: 0.1", "share: 0.7");
            shop.Edit("trigger: { every: 1d }", "trigger: manual");
            return shop;
        }
    }

    [Fact]
    public void A_trigger_by_new_data_counts_what_a_training_could_take_also_without_a_chance()
    {
        using var shop = Priced();
        shop.Live(5);

        var (fresh, rows) = shop.Work(place =>
        {
            var turn = place.At(shop.After(5));
            return (FreshPoints.Count(turn, trained: null, candidate: null), FormDataset.Form(turn).Rows);
        });

        Assert.Equal(rows, fresh.Labels);
        Assert.InRange(rows, 200, 400);
    }

    [Fact]
    public void Scores_that_are_all_alike_draw_from_all_alike()
    {
        using var shop = Shop("prediction-change: { count: 100 }");
        shop.Edit("xgboost: { rounds: 8, depth: 3, eta: 0.3 }", "linear: { rounds: 5 }");
        shop.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        shop.Live(4);

        var record = shop.Turn(4).Of<CurationRecord>();
        var chances = shop.Ask<double>(
            shop.After(4),
            "SELECT max(probability) - min(probability) FROM reservoir WHERE rule = 'prediction-change' AND id >= 4600"
        );

        Assert.InRange(record.Rules![1].Points, 70, 100);
        Assert.InRange(chances, 0, 0.01);
    }

    /// <summary>Everything received later is another: no rule may see it.</summary>
    [Fact]
    public void What_came_later_moves_no_pick()
    {
        const string Rules =
            "predicted-loss: { count: 50 }\n  - discriminator: { count: 50 }\n  - disagreement: { committee: resampled-rows, members: 2, count: 50 }\n  - feedback: complaint\n  - error-analysis: returned = 1 AND score < 0.5";
        using var shop = Shop(Rules);
        shop.Live(4);
        var end = shop.After(3);
        using var other = Shop(Rules);
        other.TakeProductionOf(shop);
        foreach (var file in other.SourceFiles("labels"))
        {
            other.ChangeFile(file, $"* REPLACE (CASE WHEN received_at > {Sql.Time(end)} THEN 1 - returned ELSE returned END AS returned)");
        }

        foreach (var file in other.SourceFiles("feedback"))
        {
            other.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN received_at > {Sql.Time(end)} THEN NOT complaint ELSE complaint END AS complaint)"
            );
        }

        for (var day = 1; day <= 3; day++)
        {
            other.Turn(day);
        }

        Assert.Equal(shop.Turn(3).Of<CurationRecord>().Batch.Digest, other.Turn(3).Of<CurationRecord>().Batch.Digest);
        Assert.NotEqual(shop.Turn(4).Of<CurationRecord>().Batch.Digest, other.Turn(4).Of<CurationRecord>().Batch.Digest);
    }

    [Fact]
    public void Picks_are_the_same_for_any_number_of_threads()
    {
        const string Rules =
            "uncertainty: { count: 50 }\n  - predicted-loss: { count: 50 }\n  - discriminator: { count: 50 }\n  - k-centre: { count: 50 }";
        using var many = Shop(Rules);
        using var one = new TemporaryRepository { Threads = 1 };
        Write(one, Rules);
        many.Live(3);
        one.TakeProductionOf(many);
        for (var day = 1; day <= 3; day++)
        {
            one.Turn(day);
        }

        Assert.Equal(many.Turn(3).Of<CurationRecord>().Batch.Digest, one.Turn(3).Of<CurationRecord>().Batch.Digest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Batches_without_scores_and_versions_are_still_read(int old)
    {
        using var shop = Shop("informed: { by: amount, count: 50 }");
        shop.Live(2);
        shop.Work(place =>
        {
            var (store, database) = (place.Workplace.Store, place.Workplace.Database);
            foreach (var name in store.List("reservoir/shop").Order(StringComparer.Ordinal).Take(old).ToList())
            {
                var batch = Json.Read<Batch>(store.Read(name)!);
                var file = store.Scratch();
                database.Execute(
                    $"COPY (SELECT * EXCLUDE (rule_score, rule_version) FROM read_parquet({Sql.Text(store.PathOf(batch.Object))})) TO {Sql.Text(file)} (FORMAT parquet)"
                );
                store.Write(name, Json.Write(batch with { Object = store.Take(file), Versioned = null }));
            }

            return old;
        });

        Assert.Equal(
            2 - old,
            shop.Ask<long>(shop.After(2), "SELECT count(DISTINCT id > 2200) FILTER (rule_version IS NOT NULL) FROM reservoir")
        );
        Assert.Equal(2, shop.Ask<long>(shop.After(2), "SELECT count(DISTINCT id > 2200) FILTER (probability IS NOT NULL) FROM reservoir"));
        shop.Arrive(3);
        Assert.InRange(shop.Turn(3).Of<CurationRecord>().Batch.Rows, 120, 170);
    }

    private static TemporaryRepository Priced()
    {
        var shop = Shop("k-centre: { count: 60 }");
        shop.Edit(StrategyLoader.CurationName, "labels: from-log", "labels: { from-log: { price: 0.5 } }");
        shop.Edit(StrategyLoader.CohortsName, "minimum-rows: 100", "minimum-rows: 50");
        shop.Edit("monitoring:\n  window: 1d", "monitoring:\n  window: 2d");
        return shop;
    }

    private static TemporaryRepository Shop(string rule, ModelTask task = ModelTask.Binary)
    {
        var shop = new TemporaryRepository(task: task);
        Write(shop, rule);
        return shop;
    }

    private static void Write(TemporaryRepository shop, string rule) =>
        shop.Edit(
            StrategyLoader.CurationName,
            "  - random: { share: 1 }",
            string.Create(CultureInfo.InvariantCulture, $"  - random: {{ share: 0.1 }}\n  - {rule}")
        );
}
