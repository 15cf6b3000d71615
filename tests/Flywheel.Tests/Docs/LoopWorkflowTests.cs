using Flywheel.Rollout;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>The job of loop.yml that opens pull requests, run as it is written against a remote of its own and a <c>gh</c> that only writes down what it is asked.</summary>
public sealed class LoopWorkflowTests : IDisposable
{
    private const string Step = "      - name: Open or update the pull request\n        run: |\n";
    private readonly TemporaryRepository main = new();

    public LoopWorkflowTests()
    {
        var workflow = File.ReadAllText(Path.Combine(Repository.Root, ".github/workflows/loop.yml")).ReplaceLineEndings("\n");
        var script = workflow
            .Split(Step)[1]
            .Split('\n')
            .TakeWhile(line => line.Length == 0 || line.StartsWith("          ", StringComparison.Ordinal));
        main.Write("outside/step.sh", string.Join('\n', script.Select(line => line.Length == 0 ? "" : line[10..])) + "\n");
        main.Write(
            "outside/gh",
            """
            #!/usr/bin/env bash
            case "$2" in create) echo "pr create $6" ;; edit) echo "pr edit $3 $5" ;; comment) echo "pr comment $3 $5" ;; esac >> "$ASKED"
            if [ "$2" = list ]; then cat "$ASKED.open"; fi

            """
        );
        main.Write("outside/asked.open", "");
        main.Write("reports/shop/ledger.csv", "the ledger\n");
        main.Write(".gitignore", "outside/\n.flywheel/\n");
        main.Init();
        main.Git("clone", "--quiet", "--bare", ".", "outside/remote.git");
        main.Git("remote", "add", "origin", "outside/remote.git");
    }

    [Fact]
    public void A_pull_request_is_opened_while_none_is_open_and_else_retold()
    {
        Propose("shop T1: promote");
        main.Write("outside/asked.open", "7\n");
        Propose("shop T1: refuse");
        main.Write("outside/asked.open", "");
        Propose("shop T2: no candidate");

        Assert.Equal(["pr create shop T1: promote", "pr edit 7 shop T1: refuse", "pr create shop T2: no candidate"], Asked());
        Assert.Equal("shop T2: no candidate", Remote("log", "-1", "--format=%s", ProposalBranch.Of("shop")));
    }

    [Fact]
    public void What_a_person_commits_on_the_proposal_s_branch_is_kept_aside_and_the_loop_goes_on()
    {
        Propose("shop T1: promote");
        main.Git("switch", "--quiet", "loop/shop");
        main.Write("note.md", "by hand\n");
        main.Commit();
        main.Git("push", "--quiet", "origin", "loop/shop");
        main.Write("outside/asked.open", "7\n");

        Propose("shop T1: refuse");

        Assert.Equal(["pr create shop T1: promote", "pr edit 7 shop T1: refuse", "pr comment 7 by-hand.md"], Asked());
        Assert.Equal("shop T1: refuse", Remote("log", "-1", "--format=%s", "loop/shop"));
        var kept = Assert.Single(
            Remote("branch", "--format=%(refname:short)").Split('\n'),
            name => name.StartsWith("loop-by-hand/shop-", StringComparison.Ordinal)
        );
        Assert.Equal("Test", Remote("log", "-1", "--format=%an", kept));
    }

    /// <summary>What the turn's job hands over, and then the step, on a clean checkout of main.</summary>
    private void Propose(string title)
    {
        // A runner begins with a fresh checkout: no branch of the run before.
        main.Git("switch", "--quiet", "main");
        main.Run("git", ["branch", "--delete", "--force", "loop/shop"]);
        main.Write("reports/shop/ledger.csv", $"the ledger\n{title}\n");
        main.Write("proposal.patch", main.Git("diff", "--binary"));
        main.Write("proposal.md", $"{title}\n\nText.\n");
        main.Git("checkout", "--", "reports");
        var outside = main.PathOf("outside");
        var result = main.Run(
            "bash",
            [
                "-c",
                $"chmod +x {outside}/gh && PATH={outside}:$PATH MODEL=shop ASKED={outside}/asked GITHUB_STEP_SUMMARY={outside}/summary bash -e {outside}/step.sh",
            ]
        );
        Assert.True(result.Code == 0, result.Output + result.Error);
        main.Git("clean", "--quiet", "--force");
    }

    private IEnumerable<string> Asked() =>
        main.Read("outside/asked")!
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("pr list", StringComparison.Ordinal));

    private string Remote(params string[] arguments) => main.Git(["-C", "outside/remote.git", .. arguments]).Trim();

    public void Dispose() => main.Dispose();
}
