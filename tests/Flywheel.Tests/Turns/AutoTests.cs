using System.Globalization;
using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Tests.Turns;

/// <summary>A strategy that has its trainer searched for, from the YAML to a rebuild.</summary>
public sealed class AutoTests : IDisposable
{
    private const string Trees = "xgboost: { rounds: 8, depth: 3, eta: 0.3 }";
    private const string Report = "reports/shop/comparison.verified.md";
    private readonly TemporaryRepository shop = new();

    public void Dispose() => shop.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(", calibration: platt")]
    [InlineData(", threshold: best-f1")]
    public void The_winner_is_byte_for_byte_the_model_of_a_strategy_that_names_it(string calibrated)
    {
        // An error of .49 leaves the defaults for next to nothing: what is asked here is what becomes of another winner.
        shop.Edit(Trees, $"auto: {{ trials: 6, validation: 12h, error: 0.49{calibrated} }}");
        shop.Live(3);
        var auto = First(shop);
        var winner = auto.Search!.Trials[auto.Search.Winner - 1];
        Assert.NotEqual(1, auto.Search.Winner);
        using var named = new TemporaryRepository();
        var keys = winner
            .With.Select(one => $"{one.Key}: {one.Value.ToString(CultureInfo.InvariantCulture)}")
            .Concat(calibrated.Length > 0 ? ["validation: 12h", calibrated[2..]] : []);
        named.Edit(Trees, $"{KebabCase.Of(winner.Trainer.ToString())}: {{ {string.Join(", ", keys)} }}");
        named.Live(3);

        var other = First(named);

        Assert.Equal(other.DatasetDigest, auto.DatasetDigest);
        Assert.Equal(other.Bytes, auto.Bytes);
        Assert.Equal((other.Trainer, other.Rounds), (auto.Trainer, auto.Rounds));
        Assert.Equal(other.Parameters, auto.Parameters);
    }

    [Fact]
    public void A_turn_that_died_goes_on_from_the_trials_that_it_has()
    {
        shop.Edit(Trees, "auto: { trials: 6, validation: 12h }");
        using var whole = new TemporaryRepository();
        whole.Edit(Trees, "auto: { trials: 6, validation: 12h }");
        whole.Arrive(3);
        shop.Arrive(3);

        // Six trials on a third of the rows, the defaults and two others on all of them, and the winner: ten trainings.
        Assert.Equal(10, Fitted(whole));
        Assert.Throws<DiedException>(() => Fitted(shop, most: 4));
        Assert.Equal(10 - 4, Fitted(shop));
        Assert.Equal(0, Fitted(shop));
        Same.Files(whole.Tracked(), shop.Tracked());
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_search()
    {
        using var one = Alone(1);
        using var two = Alone(2);

        Assert.NotNull(First(one).Search);
        Same.Files(one.Tracked(), two.Tracked());
    }

    [Fact]
    public void A_budget_of_seconds_is_recorded_and_made_again_whatever_the_clock_says()
    {
        shop.Edit(Trees, "auto: { seconds: 12, validation: 12h }");
        shop.Arrive(3);
        Fitted(shop, clock: new(TimeSpan.FromSeconds(1)));
        var before = shop.Tracked();

        // A day later everything that is derived is lost, and this machine is a hundred times slower.
        foreach (var lost in new[] { "turns", "by-content" })
        {
            Directory.Delete(shop.PathOf($".flywheel/documents/{lost}"), recursive: true);
        }

        var again = Fitted(shop, clock: new(TimeSpan.FromSeconds(100)));
        var verified = shop.Flywheel("verify", "shop@2024-01-04");

        var search = Model("2024-01-04").Search!;
        Assert.Equal([4, 2, 2], Enumerable.Range(0, 3).Select(search.Completed));
        Assert.Equal(4 + 2 + 2 + 1, again);
        Same.Files(before, shop.Tracked());
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Fact]
    public void Verify_makes_the_trials_again_and_names_the_one_that_shows_otherwise()
    {
        shop.Edit(Trees, "auto: { trials: 4, validation: 12h }");
        shop.Live(3);
        var path = ModelManifest.Path("shop", "2024-01-04");
        var text = shop.Read(path)!;
        var loss = Model("2024-01-04").Search!.Trials[1].Losses[0].ToString(CultureInfo.InvariantCulture);

        var whole = shop.Flywheel("verify", "shop@2024-01-04");
        shop.Write(path, text.Replace($"losses: [ {loss}", "losses: [ 0.123456", StringComparison.Ordinal));
        var edited = shop.Flywheel("verify", "shop@2024-01-04");
        shop.Write(path, text.Replace("  winner: ", "  winner: 9", StringComparison.Ordinal));
        var impossible = shop.Flywheel("verify", "shop@2024-01-04");

        Assert.True(whole.Code == 0, whole.Output + whole.Error);
        Assert.True(edited.Code == (int)ExitCode.Differs, edited.Output + edited.Error);
        Assert.Contains("search: trial 2 is ", Line(edited), StringComparison.Ordinal);
        Assert.Contains("0.123456", Line(edited), StringComparison.Ordinal);
        Assert.True(impossible.Code == (int)ExitCode.Mistake, impossible.Output + impossible.Error);
        Assert.Contains("as its winner, and had 4", Line(impossible), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelTask.Multiclass)]
    [InlineData(ModelTask.Regression)]
    public void Classes_and_numbers_are_searched_for_too(ModelTask task)
    {
        using var other = new TemporaryRepository(task: task);
        other.Edit(Trees, "auto: { trials: 5, validation: 12h }");
        other.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        other.Live(3);

        var verified = other.Flywheel("verify", "shop@2024-01-04");

        Assert.Contains(First(other).Search!.Trials, trial => trial.Trainer == SearchedTrainer.Linear);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Fact]
    public void A_winner_is_refitted_and_trained_again_for_its_noise()
    {
        shop.Edit(Trees, "auto: { trials: 3, validation: 12h, error: 0.49 }");
        shop.Edit("  hold-out: 1d\n", "  hold-out: 1d\n  refit: true\n");
        shop.Edit("evaluation-share: 0.05", "evaluation-share: 0.2");
        shop.Edit("offline-test:\n", "offline-test:\n  retrainings: 2\n");
        shop.Live(4);

        var verified = shop.Flywheel("verify", "shop@2024-01-05");

        Assert.NotNull(Model("2024-01-05").Refit);
        Assert.Contains("## Noise of retraining", shop.Read(Report)!, StringComparison.Ordinal);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Fact]
    public void The_comparison_ranks_the_trials_and_marks_what_was_chosen()
    {
        shop.Edit(Trees, "auto: { trials: 9, validation: 12h }");
        shop.Live(3);

        var report = shop.Read(Report)!;
        var search = Model("2024-01-04").Search!;
        var section = report[report.IndexOf("## Search", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 3, StringComparison.Ordinal)];
        Assert.Equal(9, section.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2])));
        Assert.Single(section.Split('\n'), line => line.EndsWith("| **chosen** |", StringComparison.Ordinal));
        Assert.Contains($"{search.Because}.", section, StringComparison.Ordinal);
        Assert.Equal((9, 4, 2), (search.Completed(0), search.Completed(1), search.Completed(2)));
        Assert.Equal((5, 2), (section.Split("dropped in heat 1").Length - 1, section.Split("dropped in heat 2").Length - 1));
        Assert.Contains(search.Because, shop.Read("models/shop/2024-01-04.md")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_clusters_leave_the_defaults_and_the_report_says_so()
    {
        shop.Edit(Trees, "auto: { trials: 9, validation: 2h }");
        shop.Arrive(3);

        Assert.Equal(1, Fitted(shop));
        shop.Turn(3);
        Assert.Equal(new XGBoostTrainer().Rounds, Model("2024-01-04").Rounds);
        Assert.Contains("not enough evidence: the rows that judge are of 2 clusters", shop.Read(Report)!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_received_later_changes_no_trial()
    {
        shop.Edit(Trees, "auto: { trials: 4, validation: 12h }");
        shop.Live(3);
        var before = Model("2024-01-04").Write();
        shop.Arrive(5);
        foreach (var lost in new[] { "turns", "by-content" })
        {
            Directory.Delete(shop.PathOf($".flywheel/documents/{lost}"), recursive: true);
        }

        shop.Turn(3, "train");

        Assert.Equal(before, Model("2024-01-04").Write());
    }

    [Theory]
    [InlineData("auto: { trials: 0, validation: 12h }", "outside [1, 10000]")]
    [InlineData("auto: { seconds: -5, validation: 12h }", "outside [1, 1000000]")]
    [InlineData("auto: { validation: 12h }", "The search has no budget.")]
    [InlineData("auto", "The search has no budget.")]
    [InlineData("auto: { trials: 4, seconds: 5, validation: 12h }", "The search has two budgets, trials and seconds.")]
    [InlineData("auto: { trials: 4 }", "The search has no rows to judge its trials on.")]
    [InlineData("auto: { trials: 4, validation: 12h, try: [ forrest ] }", "Did you mean 'forest'?")]
    [InlineData("auto: { trials: 4, validation: 12h, try: [] }", "try")]
    [InlineData("auto: { trials: 4, validation: 12h, try: [ forest, linear ] }", "the feature 'channel' is a code")]
    [InlineData("auto: { trials: 4, validation: 12h, error: 0.5 }", "outside (0, 0.5)")]
    public void What_no_search_can_do_is_a_fault(string auto, string said)
    {
        shop.Edit("training:\n  " + Trees, auto == "auto" ? "training: auto" : $"training:\n  {auto}");

        var validated = shop.Flywheel("validate");

        Assert.Equal(2, validated.Code);
        Assert.Contains(said, Line(validated), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_that_continue_are_a_fault()
    {
        shop.Edit(Trees, "auto: { trials: 4, validation: 12h }");
        shop.Edit("points: { window: 2d }", "points: { continue: { first: 2d } }");

        var validated = shop.Flywheel("validate");

        Assert.Equal(2, validated.Code);
        Assert.Contains("FW0440", Line(validated), StringComparison.Ordinal);
        Assert.Contains("the trainer 'auto' cannot go on from a model", Line(validated), StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_as_long_as_the_dataset_is_refused()
    {
        shop.Edit(Trees, "auto: { trials: 4, validation: 9d }");

        var refused = Assert.Throws<RefusedException>(() => shop.Live(3));

        Assert.Equal(ExitCode.Mistake, refused.Code);
        Assert.Contains("0 rows to fit trials to", refused.Message, StringComparison.Ordinal);
    }

    private static TemporaryRepository Alone(int threads)
    {
        var shop = new TemporaryRepository { Threads = threads };
        shop.Edit(Trees, "auto: { trials: 5, validation: 12h }");
        shop.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        shop.Live(3);
        return shop;
    }

    /// <summary>Trainings of the turn of the third cycle, up to its stage train.</summary>
    private static int Fitted(TemporaryRepository repository, int most = int.MaxValue, SteppingClock? clock = null) =>
        repository.Work(place =>
        {
            var engine = new CountedEngine(place.Workplace.Engine, most);
            var workplace = place.Workplace with { Engine = engine, Clock = clock ?? TimeProvider.System };
            Loop.Turn(new Workbench(place.Strategy, workplace).At(repository.After(3)), "train");
            return engine.Fitted;
        });

    private static ModelManifest First(TemporaryRepository repository) =>
        Read(
            repository,
            Path.GetFileNameWithoutExtension(
                Directory.GetFiles(repository.PathOf("models/shop"), "20*.yaml").Order(StringComparer.Ordinal).First()
            )
        );

    private static ModelManifest Read(TemporaryRepository repository, string version) =>
        ModelManifest.Read(new WorkingTree(repository.Root), "shop", version);

    private ModelManifest Model(string version) => Read(shop, version);

    private static string Line(CommandResult said) => (said.Output + said.Error).ReplaceLineEndings("");
}
