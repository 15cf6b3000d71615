using Flywheel.Cli.Adapters;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Turns;

/// <summary>What a strategy can say of features and trainers, from the YAML to the model in force.</summary>
public sealed class TrainerTests : IDisposable
{
    private const string Trees = "  xgboost: { rounds: 8, depth: 3, eta: 0.3 }\n";
    private readonly TemporaryRepository shop = new();

    public void Dispose() => shop.Dispose();

    [Theory]
    [InlineData("channel: { one-hot: channel }")]
    [InlineData("channel: { one-hot: { of: channel, at-most: 2 } }")]
    [InlineData("channel: { ordinal: { of: channel, order: [ shop, web, app ] } }")]
    [InlineData("channel: { target: channel }")]
    [InlineData("channel: { text: { of: channel, buckets: 64, words: 2 } }")]
    [InlineData("channel: { categorical: channel }\n  when: { date-parts: { of: ordered_at, parts: [ minute, weekday, day-of-year ] } }")]
    public void A_feature_of_each_kind_is_learned_kept_and_scored_alike(string feature)
    {
        shop.Edit("channel: { categorical: channel }", feature);
        shop.Live(5);

        var record = shop.Turn(5).Of<MonitoringRecord>();
        // A perfect model has an area of .76 here; eight small trees come near, if training and production see rows alike.
        Assert.InRange(Auc(record), 0.68, 0.8);
        Assert.InRange(MoreForTheApp(), 0.08, 0.25);
        Assert.Contains(record.Drifts, drift => drift.Column == "channel");
    }

    [Theory]
    [InlineData("  forest: { trees: 40, depth: 5 }\n")]
    [InlineData("  linear: { rounds: 30 }\n")]
    [InlineData("  linear: { rounds: 300, stop-after: 3, validation: 1d, calibration: platt }\n")]
    [InlineData("  xgboost: { rounds: 300, stop-after: 3, validation: 1d, calibration: isotonic }\n")]
    public void A_trainer_of_each_kind_gives_a_model_that_production_uses(string trainer)
    {
        shop.Edit(Trees, trainer);
        shop.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        shop.Live(5);

        var turn = shop.Turn(5);
        Assert.InRange(Auc(turn.Of<MonitoringRecord>()), 0.68, 0.8);
        Assert.InRange(MoreForTheApp(), 0.08, 0.25);
        var manifest = ModelManifest.Read(turn.Workplace.Files, "shop", turn.Version);
        Assert.Equal(1, manifest.Importance.Values.Sum(), 3);
        Assert.Equal(["amount", "channel", "hour", "items"], manifest.Importance.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(trainer.Contains("stop-after", StringComparison.Ordinal), manifest.Kept is not null);
        Assert.True(manifest.Kept is null or > 0 and < 300);
    }

    [Theory]
    [InlineData(ModelTask.Multiclass, "linear: { rounds: 30 }")]
    [InlineData(ModelTask.Multiclass, "forest: { trees: 40, depth: 6 }")]
    [InlineData(ModelTask.Regression, "linear: { rounds: 50 }")]
    [InlineData(ModelTask.Regression, "forest: { trees: 40, depth: 6, lambda: 0 }")]
    public void Classes_and_numbers_are_learned_too(ModelTask task, string trainer)
    {
        using var other = new TemporaryRepository(task: task);
        other.Edit("xgboost: { rounds: 8, depth: 3, eta: 0.3 }", trainer);
        other.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        other.Live(4);

        var turn = other.Turn(4);
        var comparison = turn.Of<Comparison>();
        var metric = task == ModelTask.Multiclass ? "accuracy" : "mae";
        var baseline = comparison.Baselines.First(one => one.Name.Contains("training data", StringComparison.Ordinal));
        var candidate = Of(turn.Of<MonitoringRecord>(), metric);
        Assert.True(
            task == ModelTask.Multiclass ? candidate > baseline.Measured.Value : candidate < 0.7 * baseline.Measured.Value,
            $"{metric} {candidate}, and {baseline.Measured.Value} of {baseline.Name}"
        );
        var importance = ModelManifest.Read(turn.Workplace.Files, "shop", turn.Version).Importance;
        // Classes hang on the amount and the channel, numbers on the amount; the hour and the items are noise to both.
        string[] telling = task == ModelTask.Multiclass ? ["amount", "channel"] : ["amount"];
        Assert.Equal(telling, importance.Keys.Take(telling.Length).Order(StringComparer.Ordinal));
        Assert.Equal(1, importance.Values.Sum(), 3);
    }

    [Fact]
    public void A_file_that_a_program_reads_must_be_there_and_its_edit_is_another_recipe()
    {
        UseProgram(File.ReadAllText(Path.Combine(Repository.Root, "examples/trainers/logistic.py")));
        shop.Edit("within: 1h", "within: 1h, reads: [ words.txt ]");
        shop.Edit("points: { window: 2d }", "points: { window: 1d }");

        var missing = Assert.Throws<RefusedException>(() => shop.Live(2));
        Assert.Equal(ExitCode.Mistake, missing.Code);
        Assert.StartsWith("words.txt is missing, and the trainer reads it.", missing.Message, StringComparison.Ordinal);

        shop.Write("words.txt", "one");
        var first = shop.Turn(2).Of<TrainingRecord>().Manifest!;
        shop.Write("words.txt", "two");
        var second = shop.Turn(2).Of<TrainingRecord>().Manifest!;
        Assert.StartsWith("words.txt ", first.Parameters["file2"], StringComparison.Ordinal);
        Assert.NotEqual(first.Parameters["file2"], second.Parameters["file2"]);
    }

    [Fact]
    public void A_calibrated_model_says_how_often_and_one_that_is_too_sure_does_not()
    {
        const string Sure = "  xgboost: { rounds: 200, depth: 6, eta: 0.5, validation: 1d";
        shop.Edit(Trees, $"{Sure} }}\n");
        shop.Edit("metrics.yaml", "[ auc, log-loss ]", "[ auc, log-loss, ece ]");
        shop.Edit("points: { window: 2d }", "points: { window: 3d }");
        shop.Live(6);
        using var calibrated = new TemporaryRepository();
        calibrated.Edit(Trees, $"{Sure}, calibration: platt }}\n");
        calibrated.Edit("metrics.yaml", "[ auc, log-loss ]", "[ auc, log-loss, ece ]");
        calibrated.Edit("points: { window: 2d }", "points: { window: 3d }");
        calibrated.Live(6);

        var (plain, better) = (shop.Turn(6).Of<MonitoringRecord>(), calibrated.Turn(6).Of<MonitoringRecord>());
        Assert.True(Of(plain, "ece") > 2 * Of(better, "ece"), $"{Of(plain, "ece")} and {Of(better, "ece")}");
        Assert.True(Of(better, "log-loss") < Of(plain, "log-loss"));
    }

    [Fact]
    public void A_calibrated_model_with_every_kind_of_feature_is_the_same_bytes_again()
    {
        shop.Edit(Trees, "  linear: { rounds: 20, stop-after: 3, validation: 1d, calibration: isotonic }\n");
        shop.Edit(
            "channel: { categorical: channel }",
            "channel: { target: channel }\n  word: { text: channel }\n  when: { date-parts: ordered_at }\n  one: { one-hot: channel }"
        );
        shop.Live(3);
        var before = shop.Tracked();
        shop.LoseStore();
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            shop.Turn(cycle);
        }

        Assert.Equal(before, shop.Tracked());
        shop.Init();
        var verified = shop.Flywheel("verify", $"shop@{shop.Turn(3).Version}");
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Theory]
    [InlineData("  linear: {}\n", "feature 'channel' is a code")]
    [InlineData("  xgboost: { calibration: platt }\n", "Write 'validation: 7d'")]
    [InlineData("  xgboost: { stop-after: 5 }\n", "Write 'validation: 7d'")]
    [InlineData("  xgboost: { validation: 5d }\n", null)]
    [InlineData("  command: { run: [] }\n", "'run' is empty")]
    public void What_cannot_be_is_told_with_what_to_write(string trainer, string? said)
    {
        shop.Edit(Trees, trainer);
        if (said is not null)
        {
            var told = shop.Flywheel("validate", "shop");
            Assert.Equal(2, told.Code);
            Assert.Contains(said, told.Output + told.Error, StringComparison.Ordinal);
            return;
        }

        var short_ = Assert.Throws<RefusedException>(() => shop.Live(4));
        Assert.Contains("Make 'validation' under training shorter", short_.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_trains_and_scores_by_files_and_its_edit_is_another_recipe()
    {
        UseProgram(File.ReadAllText(Path.Combine(Repository.Root, "examples/trainers/logistic.py")));
        shop.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        shop.Edit("points: { window: 2d }", "points: { window: 1d }");
        shop.Live(4);

        var turn = shop.Turn(4);
        Assert.InRange(Auc(turn.Of<MonitoringRecord>()), 0.68, 0.8);
        var manifest = ModelManifest.Read(turn.Workplace.Files, "shop", turn.Version);
        Assert.StartsWith("trainer.py ", manifest.Parameters["file1"], StringComparison.Ordinal);
        Assert.Equal(1, manifest.Importance.Values.Sum(), 3);

        shop.Write("trainer.py", shop.Read("trainer.py")!.Replace("STEPS = 200", "STEPS = 100", StringComparison.Ordinal));
        Assert.NotEqual(manifest.Bytes, shop.Turn(4).Of<TrainingRecord>().Manifest!.Bytes);
    }

    /// <summary>Of classes: .44 by always saying the most frequent one, .911 by knowing how the shop draws them, with .008 standard error in a day of 1,200 orders.</summary>
    [Theory]
    [InlineData(ModelTask.Binary, "auc", 0.68, 0.8)]
    [InlineData(ModelTask.Multiclass, "accuracy", 0.55, 0.935)]
    public void A_single_file_of_CSharp_is_a_trainer(ModelTask task, string metric, double least, double most)
    {
        using var store = new TemporaryRepository(task: task);
        store.Write("bayes.cs", File.ReadAllText(Path.Combine(Repository.Root, "examples/trainers/bayes.cs")));
        store.Edit(Trees, "  command: { run: [ dotnet, run, bayes.cs, -- ] }\n");
        store.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        store.Live(4);

        var turn = store.Turn(4);

        Assert.InRange(Of(turn.Of<MonitoringRecord>(), metric), least, most);
        Assert.StartsWith("bayes.cs ", turn.Of<TrainingRecord>().Manifest!.Parameters["file2"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import sys; sys.exit('out of ideas')", "1h", "ended with 1: out of ideas")]
    [InlineData("import time; time.sleep(600)", "1m", "was not done within 1s")]
    [InlineData("pass", "1h", "left no file 'model'")]
    [InlineData("import sys; open(sys.argv[2] + '/model', 'w').close()", "1h", "left no file 'scores.csv'")]
    [InlineData(
        "import sys; open(sys.argv[2] + '/model', 'w').close(); open(sys.argv[2] + '/scores.csv', 'w').write('score\\n0.5\\n')",
        "1h",
        "wrote 1 scores for"
    )]
    [InlineData(
        "import sys; open(sys.argv[2] + '/model', 'w').close(); open(sys.argv[2] + '/scores.csv', 'w').write('score\\nnan\\n')",
        "1h",
        "wrote 'nan' in line 2 of scores.csv, where a probability in [0, 1] belongs"
    )]
    [InlineData(
        "import sys; open(sys.argv[2] + '/model', 'w').close(); open(sys.argv[2] + '/importance.json', 'w').write('{\"sales\": 1}')",
        "1h",
        "wrote the importance of 'sales', which is no column"
    )]
    public void A_program_that_fails_is_told_and_the_turn_goes_on_once_it_is_mended(string program, string within, string said)
    {
        if (said.Contains("within 1s", StringComparison.Ordinal))
        {
            var slow = new TrainerProgram(["python3", "-c", program], "1s", "binary", 0, 1, ["a"], [false]);
            var stopped = Assert.Throws<RefusedException>(() => slow.Run(shop.Root, "fit", shop.Root));
            Assert.Contains(said, stopped.Message, StringComparison.Ordinal);
            return;
        }

        UseProgram(program, within);
        shop.Edit("points: { window: 2d }", "points: { window: 1d }");
        var failed = Assert.Throws<RefusedException>(() => shop.Live(4));
        Assert.Equal(ExitCode.Lacking, failed.Code);
        Assert.Contains(said, failed.Message, StringComparison.Ordinal);

        shop.Write("trainer.py", File.ReadAllText(Path.Combine(Repository.Root, "examples/trainers/logistic.py")));
        Assert.NotNull(shop.Turn(2).Of<TrainingRecord>().Candidate);
    }

    private void UseProgram(string text, string within = "1h")
    {
        shop.Write("trainer.py", text);
        shop.Edit(Trees, $"  command: {{ run: [ python3, trainer.py ], within: {within} }}\n");
    }

    /// <summary>By how much production's scores are higher for orders from the app, which are returned by .13 more often: a model that did not see where they come from would make no difference.</summary>
    private double MoreForTheApp() =>
        shop.Ask<double>(
            shop.After(5),
            "SELECT avg(score) FILTER (channel = 'app') - avg(score) FILTER (channel <> 'app') FROM log WHERE ordered_at >= TIMESTAMP '2024-01-05'"
        );

    private static double Auc(MonitoringRecord record) => Of(record, "auc");

    private static double Of(MonitoringRecord record, string metric) =>
        record.Figures.Single(figure => figure.Cohort == Figure.All && figure.Metric == metric).Measured.Value!.Value;
}
