using Flywheel.SignOff;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.SignOff;

/// <summary>Real commands on real git repositories.</summary>
public sealed class SignOffCommandTests
{
    private const string Owners = ".github/CODEOWNERS";
    private const string Covering =
        "/strategy/ @org/ml\n/evalsets/ @org/ml\n/datasets/ @org/ml\n/models/ @org/ml ada@example.org\n/reports/ @org/ml\n/.github/ @org/ml\n";

    [Fact]
    public void A_proposal_is_told_with_its_gates_its_owners_and_that_the_merge_is_the_sign_off()
    {
        using var shop = Proposed(Covering);

        var result = shop.Flywheel("sign-off", "shop");

        Assert.True(result.Code == 0, result.Error);
        Assert.StartsWith(
            "shop: candidate 2024-01-05 against 2024-01-04 (reports/shop/comparison.verified.md)\nPromote. All gates are open.\nIn force after the merge: 2024-01-05 (now 2024-01-04).\n",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(["operations", "no-worse: open; no-harm: open", "an owner of the files"], Row(result.Output, "operations"));
        Assert.Equal(["models/shop", "3", "@org/ml, ada@example.org", $"{Owners}:4 /models/"], Row(result.Output, "models/shop"));
        Assert.EndsWith("Nothing is open: the merge is the sign-off.\n\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_is_told_of_a_branch_and_of_every_model()
    {
        using var shop = Proposed(Covering);
        var here = shop.Flywheel("sign-off", "shop").Output;
        shop.Git("switch", "--quiet", "--create", "loop/shop");
        shop.Commit();
        shop.Git("switch", "--quiet", "--detach", "main");

        Assert.Equal(here, shop.Flywheel("sign-off", "shop", "--at", "loop/shop").Output);
        Assert.Equal(here, shop.Flywheel("sign-off", "--at", "loop/shop").Output);
        Assert.StartsWith(
            "shop: nothing is proposed: the working tree",
            shop.Flywheel("sign-off", "shop").Output,
            StringComparison.Ordinal
        );
        Assert.StartsWith("Nothing is proposed of any model", shop.Flywheel("sign-off").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "HEAD has no CODEOWNERS, so nobody is asked")]
    [InlineData("/strategy/ @org/ml\n/models/ @org/ml\n", "of the touched files have no owner, first datasets/shop/2024-01-05.yaml")]
    [InlineData("* @org/ml\n!x @a\n", "has 1 faults, and those lines count for nothing")]
    [InlineData("* @your-org/ml-reviewers\n", "still names @your-org/ml-reviewers, whom GitHub does not ask")]
    public void What_is_open_in_CODEOWNERS_is_told(string owners, string told)
    {
        using var shop = Proposed(owners);

        Assert.Contains(told, shop.Flywheel("sign-off", "shop").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stakeholder_without_an_owner_and_one_who_is_not_asked_are_open()
    {
        using var shop = Proposed(Covering);
        shop.Edit(
            "operations: [ no-worse, no-harm ]",
            "operations: { relies-on: [ no-worse ], owners: [ '@org/ops' ] }\n    fairness: [ no-harm ]"
        );

        var result = shop.Flywheel("sign-off", "shop");

        Assert.Contains("- operations: @org/ops is not asked", result.Output, StringComparison.Ordinal);
        Assert.Contains("- fairness has no owner.", result.Output, StringComparison.Ordinal);
        var check = shop.Flywheel("sign-off", "--check");
        Assert.Equal(1, check.Code);
        Assert.Contains("operations of shop: @org/ops is never asked.", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_fails_with_each_line_to_add_and_passes_once_they_are_there()
    {
        using var shop = new TemporaryRepository();

        var none = shop.Flywheel("sign-off", "--check");
        shop.Write(Owners, "/strategy/ @org/ml\n/do[cs]/ @org/ml\n");
        var wrong = shop.Flywheel("sign-off", "--check");
        shop.Write(Owners, "/strategy/ @org/ml\n");
        var some = shop.Flywheel("sign-off", "--check");
        shop.Write(Owners, Covering);
        var all = shop.Flywheel("sign-off", "--check");
        shop.Write(Owners, OwnersTemplate.Text);
        var template = shop.Flywheel("sign-off", "--check");

        Assert.Equal((1, 2, 1, 0, 0), (none.Code, wrong.Code, some.Code, all.Code, template.Code));
        Assert.Contains("no owner: strategy/**: strategy/shop/cohorts.yaml", none.Output, StringComparison.Ordinal);
        Assert.Contains(
            "there is no CODEOWNERS; write .github/CODEOWNERS with the line: /reports/ @your-org/ml-reviewers",
            none.Output,
            StringComparison.Ordinal
        );
        Assert.StartsWith($"{Owners}:2:4: error FW0492:", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("add to .github/CODEOWNERS as the last line: /models/ @org/ml\n", some.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("strategy/**", some.Output, StringComparison.Ordinal);
        Assert.Equal($"{Owners}: all that has to be accepted has an owner.\n", all.Output);
        Assert.StartsWith("warning: .github/CODEOWNERS still names @your-org/ml-reviewers", template.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_a_binary_and_a_huge_file_are_told_from_disk_and_from_git_alike()
    {
        using var shop = new TemporaryRepository();
        shop.Init();
        Trouble($"{Owners}/inside", "* @a\n", "It is a folder.");
        Directory.Delete(shop.PathOf(Owners), recursive: true);
        Trouble(Owners, "* @a\n\0PNG", "It holds bytes that are no text.");
        Trouble(
            Owners,
            string.Concat(Enumerable.Repeat("/a/long/name/of/a/folder/ @org/team\n", 100_000)),
            "GitHub loads none above 3 MB."
        );

        void Trouble(string path, string text, string told)
        {
            shop.Write(path, text);
            shop.Commit();
            foreach (var result in new[] { shop.Flywheel("sign-off", "--check"), shop.Flywheel("sign-off", "--check", "--at", "HEAD") })
            {
                Assert.Equal(2, result.Code);
                Assert.Contains($"error FW0490: ", result.Error, StringComparison.Ordinal);
                Assert.Contains(told, result.Error, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Validate_warns_of_lines_that_count_for_nothing()
    {
        using var shop = new TemporaryRepository();
        shop.Write(Owners, "* @org/ml\n!docs/ @a\n");

        var result = shop.Flywheel("validate", "shop");

        Assert.Equal(0, result.Code);
        Assert.Contains("warning: 1 lines of .github/CODEOWNERS count for nothing.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_git_a_commit_a_model_or_a_comparison_it_says_what_to_type()
    {
        using var shop = new TemporaryRepository();

        var noGit = shop.Flywheel("sign-off", "shop");
        shop.Git("init", "--quiet", "--initial-branch=main");
        var unborn = shop.Flywheel("sign-off", "shop");
        var unbornHistory = shop.Flywheel("sign-off", "shop", "--history");
        shop.Commit();
        var unknown = shop.Flywheel("sign-off", "shpo");
        var revision = shop.Flywheel("sign-off", "shop", "--at", "no-such-branch");
        var both = shop.Flywheel("sign-off", "shop", "--check", "--history");
        var history = shop.Flywheel("sign-off", "shop", "--history");
        shop.Edit("seed: 7", "seed: 8");
        var comparison = shop.Flywheel("sign-off", "shop");

        Assert.Equal(
            (6, 6, 6, 2, 6, 2, 0, 0),
            (noGit.Code, unborn.Code, unbornHistory.Code, unknown.Code, revision.Code, both.Code, history.Code, comparison.Code)
        );
        Assert.Contains("git init && git add -A", unborn.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'shop'?", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("git knows no revision no-such-branch", revision.Error, StringComparison.Ordinal);
        Assert.Equal("shop: no version is in force at HEAD, so nobody has accepted one.\n", history.Output);
        Assert.StartsWith(
            "shop: no comparison: there is no reports/shop/comparison.verified.md. Type: flywheel loop shop\n",
            comparison.Output,
            StringComparison.Ordinal
        );
    }

    /// <summary>HEAD has a first model merged, and the working tree proposes the next.</summary>
    private static TemporaryRepository Proposed(string owners)
    {
        var shop = new TemporaryRepository();
        shop.Live(3);
        if (owners.Length > 0)
        {
            shop.Write(Owners, owners);
        }

        shop.Init();
        shop.Arrive(4);
        shop.Turn(4);
        return shop;
    }

    internal static string[] Row(string output, string first) =>
        output
            .Split('\n')
            .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray())
            .First(cells => cells[0] == first);
}
