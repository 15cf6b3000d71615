using Flywheel.State;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

/// <summary>What follows when a proposal is merged, not merged, refused, or cycles are missed: real commands on a real git repository.</summary>
public sealed class StateMachineTests
{
    private const string DeploymentFile = "models/shop/deployment.yaml";

    [Fact]
    public void A_cycle_is_turned_until_it_is_merged_and_then_nothing_is_due()
    {
        using var repository = Merged(arrived: 4);

        var first = repository.Flywheel("loop", "shop");
        var proposed = repository.Tracked();
        var again = repository.Flywheel("loop", "shop");

        Assert.Equal((0, 0), (first.Code, again.Code));
        Assert.Equal("2024-01-05", Ledger.Day(Rows(repository)[^1].AsOf));
        Assert.Equal(proposed, repository.Tracked());
        repository.Commit();
        var merged = repository.Flywheel("loop", "shop");
        Assert.Equal(0, merged.Code);
        Assert.Contains("nothing is due. The next cycle ends on 2024-01-06.", merged.Output, StringComparison.Ordinal);
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void Missed_cycles_wait_for_each_merge_or_are_turned_one_by_one_where_merging_is_assumed()
    {
        using var repository = Merged(arrived: 6);

        var one = repository.Flywheel("loop", "shop");

        Assert.Contains("3 cycles of shop are due, up to 2024-01-07", one.Output, StringComparison.Ordinal);
        Assert.Equal(["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"], Rows(repository).Select(row => Ledger.Day(row.AsOf)));
        var others = repository.Flywheel("loop", "shop", "--assume-merged");
        Assert.Equal(0, others.Code);
        Assert.Equal(["2024-01-06", "2024-01-07"], Rows(repository).Skip(4).Select(row => Ledger.Day(row.AsOf)));
    }

    [Fact]
    public void A_refused_candidate_is_recorded_and_not_proposed_again()
    {
        using var repository = Merged(arrived: 4);
        repository.Flywheel("loop", "shop");
        Assert.Equal("promote", Rows(repository)[^1].Decision);

        var refused = repository.Flywheel("refuse", "shop", "2024-01-05", "--because", "the night shift objects");
        var uncommitted = repository.Flywheel("loop", "shop");
        repository.Git("add", DeploymentFile);
        repository.Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message=Refuse");
        var again = repository.Flywheel("loop", "shop");

        Assert.Equal((0, 2, 0), (refused.Code, uncommitted.Code, again.Code));
        Assert.Contains("is not committed", uncommitted.Error, StringComparison.Ordinal);
        Assert.Equal(
            ("2024-01-05", "refuse", "2024-01-04"),
            (Ledger.Day(Rows(repository)[^1].AsOf), Rows(repository)[^1].Decision, Rows(repository)[^1].Next)
        );
        Assert.Contains("act: refuse, version: '2024-01-05'", repository.Read(DeploymentFile), StringComparison.Ordinal);
        Assert.Contains(
            "Refused by hand: the night shift objects.",
            repository.Read("reports/shop/comparison.verified.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_freeze_holds_an_open_gate_s_candidate_back_until_it_is_lifted()
    {
        using var repository = Merged(arrived: 4);

        Assert.Equal(0, repository.Flywheel("freeze", "shop", "--because", "holidays").Code);
        Assert.Equal(2, repository.Flywheel("freeze", "shop", "--because", "again").Code);
        repository.Commit();
        repository.Flywheel("loop", "shop");
        var held = Rows(repository)[^1];
        Assert.Equal(0, repository.Flywheel("unfreeze", "shop", "--because", "back").Code);

        Assert.Equal(("hold", "2024-01-04"), (held.Decision, held.Next));
    }

    [Theory]
    [InlineData("roll-back shop --because why", "Nothing was in force before")]
    [InlineData("promote shop 2024-01-04 --because why", "is in force already")]
    [InlineData("promote shop 2023-01-01 --because why", "There is no models/shop/2023-01-01.yaml")]
    [InlineData("refuse shop 2024-01-04 --because why", "was accepted already")]
    [InlineData("unfreeze shop --because why", "It is not frozen")]
    [InlineData("loop shop --as-of 2024-01-02", "later turns rest on")]
    public void A_decision_that_makes_no_sense_is_a_mistake_and_changes_nothing(string command, string said)
    {
        using var repository = Merged(arrived: 3);

        var result = repository.Flywheel(command.Split(' '));

        Assert.Equal(2, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_dry_run_says_what_would_change_and_changes_nothing()
    {
        using var repository = Merged(arrived: 4);
        var documents = Documents(repository);

        var loop = repository.Flywheel("loop", "shop", "--dry-run");
        var freeze = repository.Flywheel("freeze", "shop", "--because", "why", "--dry-run");
        var earlier = repository.Flywheel("loop", "shop", "--as-of", "2024-01-03", "--dry-run");

        Assert.Equal((0, 0, 0), (loop.Code, freeze.Code, earlier.Code));
        Assert.Contains("new      models/shop/2024-01-05.yaml", loop.Output, StringComparison.Ordinal);
        Assert.Equal("", repository.Git("status", "--porcelain"));
        Assert.Equal(documents, Documents(repository));
    }

    [Fact]
    public void Check_tells_a_file_that_is_not_what_the_turn_gives()
    {
        using var repository = Merged(arrived: 3);
        var before = repository.Flywheel("check", "shop").Code;
        repository.Write("reports/shop/monitoring.verified.md", repository.Read("reports/shop/monitoring.verified.md") + "All is well.\n");

        var edited = repository.Flywheel("check", "shop");

        Assert.NotEqual(5, before);
        Assert.Equal(5, edited.Code);
        Assert.NotNull(repository.Read("reports/shop/monitoring.received.md"));
    }

    [Fact]
    public void History_names_who_accepted_what()
    {
        using var repository = Merged(arrived: 4);
        repository.Flywheel("loop", "shop");

        var history = repository.Flywheel("history", "shop").Output.Split('\n');

        Assert.Contains(
            history,
            line =>
                line.StartsWith("| 2024-01-04 | promote", StringComparison.Ordinal) && line.Contains("| Test ", StringComparison.Ordinal)
        );
        Assert.Contains(
            history,
            line =>
                line.StartsWith("| 2024-01-05 | promote", StringComparison.Ordinal)
                && line.Contains("| nobody yet ", StringComparison.Ordinal)
        );
    }

    /// <summary>Three turns merged, the third with the first model; production has arrived so far.</summary>
    private static TemporaryRepository Merged(int arrived)
    {
        var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Write(".gitignore", ".flywheel/\n*.received.*\n");
        repository.Init();
        if (arrived > 3)
        {
            repository.Arrive(arrived);
        }

        return repository;
    }

    private static IReadOnlyList<LedgerRow> Rows(TemporaryRepository repository) =>
        Ledger.Read(repository.Read(Ledger.Path("shop")), Ledger.Path("shop"));

    private static List<string> Documents(TemporaryRepository repository) =>
        [
            .. Directory
                .EnumerateFiles(repository.PathOf(".flywheel/documents"), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];
}
