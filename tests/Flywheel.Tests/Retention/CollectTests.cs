using Flywheel.Storage;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Retention;

/// <summary>What flywheel gc takes and what it leaves, on a shop that has lived a while.</summary>
public sealed class CollectTests : IDisposable
{
    private readonly TemporaryRepository repository = new();

    [Fact]
    public void Only_what_can_be_made_again_goes_and_the_next_turn_is_as_if_it_were_there()
    {
        using var untouched = new TemporaryRepository();
        untouched.Live(6);
        repository.Live(5);
        repository.Init();
        Keep("{ keep-turns: 2 }");
        var before = Primary();

        var result = repository.Flywheel("gc");
        var again = repository.Flywheel("gc");
        repository.Arrive(6);
        repository.Turn(6);

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal("There is nothing to remove.\n", again.Output);
        Assert.Equal(before, Primary().Where(file => before.ContainsKey(file.Key)).ToDictionary());
        Same.Files(untouched.Tracked(), repository.Tracked());
    }

    [Fact]
    public void The_newest_turns_and_every_model_of_a_manifest_stay()
    {
        repository.Live(5);
        Keep("{ keep-turns: 2 }");
        var models = Models().ToList();

        repository.Flywheel("gc");

        Assert.Equal(
            ["2024-01-05", "2024-01-06"],
            Directory.GetDirectories(repository.PathOf(".flywheel/documents/turns/shop")).Where(HasFiles).Select(Path.GetFileName).Order()
        );
        Assert.NotEmpty(models);
        Assert.All(models, hash => Assert.True(File.Exists(repository.PathOf($".flywheel/objects/{hash[..2]}/{hash[2..]}"))));
        Assert.Equal(
            repository.Flywheel("sql", "shop", "SELECT count(*) FROM log").Output,
            repository.Flywheel("sql", "shop", "SELECT count(*) FROM log").Output
        );
    }

    [Fact]
    public void Replays_scratch_of_the_dead_and_unfinished_files_go_and_a_dry_run_only_counts_them()
    {
        repository.Live(1);
        Keep("{ keep-turns: 1 }");
        foreach (var (name, day) in new[] { ("never-1", 1), ("never-2", 2) })
        {
            var path = $".flywheel/backtests/{name}/turns/shop/2024-01-02/a/log.json";
            repository.Write(path, "{}");
            File.SetLastWriteTimeUtc(repository.PathOf(path), new DateTime(2024, 1, day));
        }

        repository.Write(".flywheel/scratch/4711-0/spilled", "left behind");
        repository.Write(".flywheel/scratch/4711-0.lock", "");
        repository.Write("reports/shop/ledger.csv.part", "as-of");
        var objects = Directory.GetFiles(repository.PathOf(".flywheel/objects"), "*", SearchOption.AllDirectories).Length;
        repository.Write($".flywheel/objects/ab/{new string('c', 62)}", "nobody names it");

        var dry = repository.Flywheel("gc", "--dry-run");
        var there = repository.Read("reports/shop/ledger.csv.part");
        var wet = repository.Flywheel("gc");

        Assert.Contains("        1     0.0 kB  replays\n", wet.Output, StringComparison.Ordinal);
        Assert.Contains("        1     0.0 kB  scratch folders of dead processes\n", wet.Output, StringComparison.Ordinal);
        Assert.Contains("        1     0.0 kB  unfinished files in the working tree\n", wet.Output, StringComparison.Ordinal);
        Assert.Contains("        1     0.0 kB  objects that nothing names\n", wet.Output, StringComparison.Ordinal);
        Assert.Equal(wet.Output.Replace(" removed.", " would be removed.", StringComparison.Ordinal), dry.Output);
        Assert.Equal("as-of", there);
        Assert.Null(repository.Read("reports/shop/ledger.csv.part"));
        Assert.Equal(["never-2"], Directory.GetDirectories(repository.PathOf(".flywheel/backtests")).Select(Path.GetFileName));
        Assert.Equal(objects, Directory.GetFiles(repository.PathOf(".flywheel/objects"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Gc_waits_for_turns_and_for_replays()
    {
        using var replay = StoreLock.Take(repository.PathOf(".flywheel"), StoreLock.Backtest, "a replay");

        var result = repository.Flywheel("gc");

        Assert.Equal(6, result.Code);
        Assert.Contains("another backtest holds the store: a replay.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_is_kept_for_ever_unless_the_strategy_says_how_long()
    {
        repository.Live(5);
        var all = Rows();
        repository.Flywheel("gc");
        var kept = Rows();
        Keep("{ log: 3d }");

        var result = repository.Flywheel("gc");
        var left = Rows();
        repository.Arrive(6);
        repository.Turn(6);

        // Cycles 1 and 2 were received before 2024-01-03, three days before the newest turn.
        Assert.Equal((6000, 6000, 3600), (all, kept, left));
        Assert.Contains("partitions of shop's events received before 2024-01-03", result.Output, StringComparison.Ordinal);
        Assert.Contains("batches of shop's reservoir before 2024-01-03", result.Output, StringComparison.Ordinal);
        Assert.Equal(3600 + 1200, Rows());
    }

    [Fact]
    public void A_model_whose_log_is_gone_is_not_rebuilt_and_the_reason_is_told()
    {
        repository.Live(4);
        Keep("{ log: 1d }");
        repository.Flywheel("gc");
        foreach (var hash in Models())
        {
            File.Delete(repository.PathOf($".flywheel/objects/{hash[..2]}/{hash[2..]}"));
        }

        repository.Arrive(4);
        var result = Assert.Throws<RefusedException>(() => repository.Arrive(5));

        Assert.Equal(ExitCode.Lacking, result.Code);
        Assert.Matches(
            @"the log is not what it was, with [0-9]+ rows instead of [0-9]+ \(retention removed what was received up to 2024-01-0",
            result.Message
        );
    }

    public void Dispose() => repository.Dispose();

    private static bool HasFiles(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();

    private void Keep(string retention) => repository.Write(StoreFile.At, $"retention: {retention}\n");

    private long Rows() => repository.Ask<long>(new(2024, 2, 1), "SELECT count(*) FROM log");

    private IEnumerable<string> Models() =>
        Directory
            .GetFiles(repository.PathOf("models/shop"), "2024-*.yaml")
            .Select(file => File.ReadAllText(file).Split("bytes: ")[1].Split('\n')[0].Trim('\'', '"'));

    private Dictionary<string, string> Primary() =>
        repository
            .Documents()
            .Where(file => StoredNames.Of(Path.GetRelativePath(".flywheel/documents", file.Key)) == Holding.Primary)
            .ToDictionary();
}
