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
    public void Asked_to_retrain_a_turn_trains_and_without_a_cycle_that_is_due_it_says_what_to_type()
    {
        using var repository = Merged(arrived: 4);
        repository.Flywheel("loop", "shop");
        repository.Commit();

        var nothing = repository.Flywheel("loop", "shop", "--retrain", "a new shelf");
        repository.Arrive(5);
        var due = repository.Flywheel("loop", "shop", "--retrain", "a new shelf");

        Assert.Equal((2, 0), (nothing.Code, due.Code));
        Assert.Contains("nothing is due. The next cycle ends on 2024-01-06.", nothing.Output, StringComparison.Ordinal);
        Assert.Contains("so no turn of shop would train. To train before that, add --as-of", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("a new shelf", Rows(repository)[^1].Reason, StringComparison.Ordinal);
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
        CommitOnly(repository, DeploymentFile);
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
    public void A_candidate_is_refused_in_a_clean_clone_of_main_by_the_bytes_that_its_branch_proposes()
    {
        using var repository = Merged(arrived: 4);
        repository.Flywheel("loop", "shop");
        repository.Git("switch", "--quiet", "--create", "loop/shop");
        repository.Commit();
        repository.Git("update-ref", "refs/remotes/origin/loop/shop", "HEAD");
        repository.Git("switch", "--quiet", "main");
        Assert.Null(repository.Read("models/shop/2024-01-05.yaml"));

        var refused = repository.Flywheel("refuse", "shop", "2024-01-05", "--because", "no");
        var unknown = repository.Flywheel("refuse", "shop", "2024-01-06", "--because", "no");
        CommitOnly(repository, DeploymentFile);
        repository.Flywheel("loop", "shop");

        Assert.Equal((0, 2), (refused.Code, unknown.Code));
        Assert.Matches("act: refuse, version: '2024-01-05', bytes: '?[0-9a-f]+", repository.Read(DeploymentFile));
        Assert.Contains("No candidate 2024-01-06 is proposed here", unknown.Error, StringComparison.Ordinal);
        Assert.Equal("refuse", Rows(repository)[^1].Decision);
    }

    [Fact]
    public void A_decision_by_hand_is_about_what_is_merged_and_its_commit_merges_nothing_of_an_open_proposal()
    {
        using var repository = Merged(arrived: 5, turned: 4);
        repository.Flywheel("loop", "shop");
        repository.Git("add", "--all");
        Assert.Equal("promote", Rows(repository)[^1].Decision);

        var back = repository.Flywheel("roll-back", "shop", "--because", "worse at night");
        CommitOnly(repository, DeploymentFile);
        var again = repository.Flywheel("roll-back", "shop", "--because", "and again");
        var open = repository.Flywheel("promote", "shop", "2024-01-06", "--because", "now");
        var named = repository.Flywheel("roll-back", "shop", "2024-01-05", "--because", "not worse after all", "--dry-run");

        Assert.Equal((0, 2, 2, 0), (back.Code, again.Code, open.Code, named.Code));
        Assert.Contains("In force once this is merged: 2024-01-04.", back.Output, StringComparison.Ordinal);
        Assert.Contains($"git commit -m \"shop: roll back 2024-01-04\" -- {DeploymentFile}", back.Output, StringComparison.Ordinal);
        Assert.Contains("The loop's proposal of 2024-01-06 was not merged and has left this file", back.Output, StringComparison.Ordinal);
        Assert.Equal(DeploymentFile, repository.Git("show", "--name-only", "--format=").Trim());
        Assert.Contains("To put one of 2024-01-05 in force, type: flywheel roll-back shop VERSION", again.Error, StringComparison.Ordinal);
        Assert.Contains("is proposed and not merged", open.Error, StringComparison.Ordinal);
        Assert.Contains("In force once this is merged: 2024-01-05.", named.Output, StringComparison.Ordinal);

        repository.Flywheel("loop", "shop");

        Assert.Equal(("2024-01-06", "2024-01-04"), (Ledger.Day(Rows(repository)[^1].AsOf), Rows(repository)[^1].InForce));
    }

    [Fact]
    public void A_strategy_that_is_merged_meanwhile_replaces_the_open_proposal()
    {
        using var repository = Merged(arrived: 4);
        repository.Flywheel("loop", "shop");
        repository.Edit("by: 0.05 }", "by: 0.05 }\n    - at-least: { metric: auc, value: 0.99 }");
        CommitOnly(repository, "strategy");

        repository.Flywheel("loop", "shop");

        Assert.Equal(("2024-01-05", "refuse"), (Ledger.Day(Rows(repository)[^1].AsOf), Rows(repository)[^1].Decision));
        Assert.Equal("", repository.Git("status", "--porcelain", "--", DeploymentFile));
    }

    [Fact]
    public void A_candidate_that_its_gates_refused_is_put_in_force_by_hand_after_its_turn_is_merged()
    {
        using var repository = Merged(arrived: 5);
        repository.Edit("by: 0.05 }", "by: 0.05 }\n    - at-least: { metric: auc, value: 0.99 }");
        repository.Flywheel("loop", "shop");
        var early = repository.Flywheel("promote", "shop", "2024-01-05", "--because", "the gate is wrong");
        repository.Commit();

        var promoted = repository.Flywheel("promote", "shop", "2024-01-05", "--because", "the gate is wrong");
        CommitOnly(repository, DeploymentFile);
        repository.Flywheel("loop", "shop");

        Assert.Equal((2, 0), (early.Code, promoted.Code));
        Assert.Equal("refuse", Rows(repository)[^2].Decision);
        Assert.Equal(("2024-01-06", "2024-01-05"), (Ledger.Day(Rows(repository)[^1].AsOf), Rows(repository)[^1].InForce));
    }

    [Fact]
    public void Scores_of_a_model_that_was_in_force_longer_than_planned_are_not_credited_to_the_one_merged_late()
    {
        using var repository = Merged(arrived: 5);
        repository.Flywheel("loop", "shop");
        repository.Commit();

        repository.Flywheel("loop", "shop");

        Assert.Equal(("2024-01-06", "2024-01-05"), (Ledger.Day(Rows(repository)[^1].AsOf), Rows(repository)[^1].InForce));
        var report = repository.Read("reports/shop/monitoring.verified.md");
        Assert.Contains("**Scored by** 2024-01-04: 100.0 %. ", report, StringComparison.Ordinal);
        Assert.Contains("and not of 2024-01-05 alone.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proposal_says_its_decision_in_its_title_and_what_merging_does()
    {
        using var repository = Merged(arrived: 6);
        var none = repository.Flywheel("proposal", "shop");
        repository.Flywheel("loop", "shop");
        var tracked = repository.Tracked();

        var promoted = repository.Flywheel("proposal", "shop", "--files-at", "https://example.org/");
        repository.Edit("trigger: { every: 1d }", "trigger: { every: 7d }");
        repository.Flywheel("loop", "shop");
        var watched = repository.Flywheel("proposal", "shop");

        Assert.Equal((0, ""), (none.Code, none.Output));
        Assert.StartsWith(
            "shop 2024-01-05: promote 2024-01-05 (now 2024-01-04)\n\n**Promote.** All gates are open.\n",
            promoted.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("2 newer cycles wait for this one", promoted.Output, StringComparison.Ordinal);
        Assert.Contains("(https://example.org/reports/shop/comparison.verified.md)", promoted.Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "shop 2024-01-05: no candidate, 2024-01-04 stays\n\n**No candidate.** ",
            watched.Output,
            StringComparison.Ordinal
        );
        Assert.NotEqual(tracked, repository.Tracked());
        Assert.StartsWith(
            "# shop: no candidate on 2024-01-05\n",
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

    [Fact]
    public void History_lists_refusals_and_warns_where_a_commit_names_a_program_and_not_who_merged()
    {
        using var repository = Merged(arrived: 4);
        repository.Edit("by: 0.05 }", "by: 0.05 }\n    - at-least: { metric: auc, value: 0.99 }");
        repository.Flywheel("loop", "shop");
        repository.Git("add", "--all");
        string[] ada = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
        repository.Git([.. ada, "commit", "--quiet", "--author=flywheel <flywheel@example.org>", "--message=Squashed"]);

        var history = repository.Flywheel("history", "shop").Output;

        Assert.Matches(@"\n\| 2024-01-05 \| turn: refuse +\| 2024-01-05 \| .* \| flywheel, committed by Ada \|", history);
        Assert.Contains("1 of these came in by a commit whose author is a program", history, StringComparison.Ordinal);
    }

    private static void CommitOnly(TemporaryRepository repository, string path)
    {
        repository.Git("add", path);
        repository.Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message=Only", "--", path);
    }

    /// <summary>Turns merged, the third with the first model; production has arrived so far.</summary>
    private static TemporaryRepository Merged(int arrived, int turned = 3)
    {
        var repository = new TemporaryRepository();
        repository.Live(turned);
        repository.Write(".gitignore", ".flywheel/\n*.received.*\n");
        repository.Init();
        if (arrived > turned)
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
