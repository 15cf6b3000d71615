using Flywheel.Curation;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

/// <summary>A stage runs again when an input that it reads has changed, and only then.</summary>
public sealed class MemoryTests
{
    private const string Turns = ".flywheel/documents/turns";

    /// <summary>Keys without a second value that the strategy would allow.</summary>
    private static readonly string[] Alone =
    [
        "model",
        "log.columns.ordered_at",
        "log.columns.channel",
        "log.time",
        "log.prediction",
        "log.keep",
        "offline-test.gates[2].no-creep.metric",
        "metrics[0]",
        "distances[1]",
    ];

    [Fact]
    public void With_any_value_edited_a_turn_with_the_memory_of_the_unedited_one_gives_the_bytes_of_one_without_memory()
    {
        using var repository = Rich();
        repository.Live(4);
        var (files, documents) = (repository.Tracked(), repository.Documents(""));
        var alone = new List<string>();
        foreach (var (file, text) in Files())
        {
            foreach (var leaf in Leaf.All(file, text))
            {
                if (!leaf.Others().Any(other => Loads(repository, file, leaf.With(text, other))))
                {
                    alone.Add(leaf.Path);
                    continue;
                }

                var refused = Refusal(repository);
                var (remembering, reservoir) = (repository.Outputs(), repository.Documents("reservoir"));
                Restore(repository, files);
                Forget(repository);
                Directory.Delete(repository.PathOf(".flywheel/documents/by-content"), recursive: true);

                Assert.Equal(refused, Refusal(repository));
                var forgetting = repository.Outputs();
                Assert.True(refused is not null || repository.Records().Count == Loop.Stages.Count, leaf.Path);
                Same.Files(forgetting, Among(remembering, forgetting), leaf.Path);
                Same.Files(repository.Documents("reservoir"), reservoir, leaf.Path);
                Forget(repository);
                Restore(repository, files);
                Restore(repository, documents);
            }

            repository.Write($"strategy/{ShopStrategy.Model}/{file}", text);
        }

        Assert.True(Alone.SequenceEqual(alone), $"Alone stand: {string.Join(", ", alone)}");
    }

    [Fact]
    public void An_edit_of_a_gate_runs_the_test_and_what_follows_from_it()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Edit("no-worse: { metric: auc, by: 0.05 }", "no-worse: { metric: auc, by: 0.06 }");

        Assert.Equal(["log", "test", "roll-out", "report"], Ran(repository, 4));
    }

    [Fact]
    public void An_edit_that_is_taken_back_runs_nothing_but_the_boundary_to_production()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Edit("rounds: 8", "rounds: 9");
        repository.Turn(4);
        repository.Edit("rounds: 9", "rounds: 8");

        Assert.Equal(["log"], Ran(repository, 4));
    }

    [Fact]
    public void An_alert_edited_without_another_answer_leaves_the_training_alone()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Edit("rows: { at-least: 500 }", "rows: { at-least: 600 }");

        Assert.Equal(["log", "monitor", "trigger", "test", "report"], Ran(repository, 4));
    }

    [Fact]
    public void A_manifest_of_the_model_in_force_that_was_edited_runs_what_loads_the_model()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var path = "models/shop/2024-01-04.yaml";
        repository.Write(path, repository.Read(path) + "\n");

        var ran = Ran(repository, 4);

        Assert.Contains("monitor", ran);
        Assert.Contains("test", ran);
        Assert.DoesNotContain("train", ran);
    }

    [Fact]
    public void A_turn_under_another_strategy_leaves_the_batch_of_the_first_in_the_reservoir()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var (outputs, batches) = (repository.Outputs(), repository.Documents("reservoir"));
        repository.Edit(StrategyLoader.CurationName, "share: 1", "share: 0.5");
        repository.Turn(4);
        Assert.Equal(batches.Count + 1, repository.Documents("reservoir").Count);
        repository.Edit(StrategyLoader.CurationName, "share: 0.5", "share: 1");

        Assert.Equal(["log"], Ran(repository, 4));

        Same.Files(batches, Among(repository.Documents("reservoir"), batches));
        Same.Files(outputs, Among(repository.Outputs(), outputs));
    }

    [Fact]
    public void A_merged_time_that_is_turned_again_under_another_strategy_changes_nothing_for_later_turns()
    {
        using var untouched = new TemporaryRepository();
        untouched.Live(4);
        using var repository = new TemporaryRepository();
        repository.Live(3);
        var merged = repository.Tracked();
        repository.Edit(StrategyLoader.CurationName, "share: 1", "share: 0.5");
        repository.Turn(3);
        Assert.NotEqual(merged, repository.Tracked());
        Restore(repository, merged);
        repository.Edit(StrategyLoader.CurationName, "share: 0.5", "share: 1");

        repository.Arrive(4);
        repository.Turn(4);

        Same.Files(untouched.Tracked(), repository.Tracked());
        var verified = repository.Flywheel("verify", "shop");
        Assert.True(verified.Code == 0, verified.Output);
    }

    [Fact]
    public void What_a_turn_in_the_middle_of_a_cycle_picked_counts_for_nobody_until_it_is_merged()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        using var other = new TemporaryRepository();
        other.Live(4);
        foreach (var each in new[] { repository, other })
        {
            each.Edit(StrategyLoader.CurationName, "labels: from-log", "labels: { from-log: { price: 1 } }");
            each.Edit(StrategyLoader.CurationName, "share: 1", "share: 0.3");
            each.Arrive(5);
        }

        var merged = repository.Tracked();
        var middle = repository.Turn(repository.After(4).AddHours(12));
        Assert.NotEqual(0, middle.Of<CurationRecord>().Batch.Rows);
        Restore(repository, merged);
        repository.Turn(5);
        other.Turn(5);

        Same.Files(other.Tracked(), repository.Tracked());
    }

    private static IEnumerable<string> Ran(TemporaryRepository repository, int cycle) =>
        repository.Work(place =>
        {
            var told = new ToldStages();
            Loop.Turn((place with { Workplace = place.Workplace with { Progress = told } }).At(repository.After(cycle)));
            return told.Ran.ToList();
        });

    /// <summary>A shop whose strategy uses more of what there is: bought labels, two rules, a sliding reference, triggers of two kinds.</summary>
    private static TemporaryRepository Rich()
    {
        var repository = new TemporaryRepository();
        foreach (var (file, text) in Files())
        {
            repository.Write($"strategy/{ShopStrategy.Model}/{file}", text);
        }

        return repository;
    }

    private static Dictionary<string, string> Files()
    {
        var files = ShopStrategy.Files.ToDictionary(StringComparer.Ordinal);
        Change(
            StrategyLoader.MainFile,
            "  window: 1d\n  alert:",
            "  reference: { sliding-window: 1d }\n  window: 1d\n  error: 0.05\n  alert:"
        );
        Change(
            StrategyLoader.MainFile,
            "arrives-after: 6h }",
            "arrives-after: 6h }\n  prediction: score\n  feedback: complaint\n  keep: all"
        );
        Change(StrategyLoader.MainFile, "trigger: { every: 1d }", "trigger: { any: [ every: 1d, metric: { name: auc, below: 0.5 } ] }");
        Change(StrategyLoader.MainFile, "eta: 0.3 }", "eta: 0.3, row-share: 0.9, lambda: 2 }");
        Change(
            StrategyLoader.MainFile,
            "by: 0.1, in: [ channel ] }",
            "by: 0.1, in: [ channel, night ], error: 0.1 }\n    - no-creep: { metric: auc, by: 0.05, over: 3 }"
        );
        Change(
            StrategyLoader.MainFile,
            "clock: log",
            "clock: log\ncosts: { currency: CHF, false-positive: 1, false-negative: 3, threshold: 0.4, training: 5, review: 7, roll-out: 2 }"
        );
        Change(StrategyLoader.MainFile, "  gates:", "  error: 0.05\n  gates:");
        Change(StrategyLoader.CurationName, "labels: from-log", "labels: { from-log: { price: 2 } }");
        Change(StrategyLoader.CurationName, "share: 1 }", "share: 0.6 }\n  - stratified: { by: channel, per-stratum: 30 }");
        return files;

        void Change(string file, string old, string now)
        {
            Assert.Contains(old, files[file], StringComparison.Ordinal);
            files[file] = files[file].Replace(old, now, StringComparison.Ordinal);
        }
    }

    private static bool Loads(TemporaryRepository repository, string file, string text)
    {
        repository.Write($"strategy/{ShopStrategy.Model}/{file}", text);
        try
        {
            return repository.Work(_ => true);
        }
        catch (RefusedException)
        {
            return false;
        }
    }

    /// <summary>Turns; says why not where the log cannot be read by the strategy.</summary>
    private static string? Refusal(TemporaryRepository repository)
    {
        try
        {
            repository.Turn(4);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Message;
        }
    }

    private static void Forget(TemporaryRepository repository)
    {
        Directory.Delete(repository.PathOf(Turns), recursive: true);
        Directory.CreateDirectory(repository.PathOf(Turns));
    }

    private static void Restore(TemporaryRepository repository, IReadOnlyDictionary<string, string> files)
    {
        var folders = files.Keys.Select(path => path.Split('/')[0]).ToHashSet();
        foreach (var path in repository.Tracked().Keys.Where(path => folders.Contains(path.Split('/')[0])).Except(files.Keys))
        {
            File.Delete(repository.PathOf(path));
        }

        foreach (var (path, text) in files)
        {
            repository.Write(path, text);
        }
    }

    private static SortedDictionary<string, string> Among(
        IReadOnlyDictionary<string, string> files,
        IReadOnlyDictionary<string, string> wanted
    ) => new(files.Where(file => wanted.ContainsKey(file.Key)).ToDictionary(), StringComparer.Ordinal);
}
