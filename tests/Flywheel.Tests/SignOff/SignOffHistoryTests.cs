using Flywheel.Tests.Infra;

namespace Flywheel.Tests.SignOff;

/// <summary>Who accepted what, from histories as teams make them.</summary>
public sealed class SignOffHistoryTests
{
    private const string Path = "models/shop/deployment.yaml";

    [Fact]
    public void A_merge_names_its_person_its_trailers_and_what_the_gates_had_said()
    {
        using var shop = new TemporaryRepository();
        shop.Write(".github/CODEOWNERS", "/models/ ada@example.org\n");
        shop.Init();
        Branch(shop, () => shop.Live(3));
        Merge(shop, "Ada", "ada@example.org", "Merge the first\n\nReviewed-by: Bob <bob@example.org>\n");
        Branch(shop, () => Next(shop, 4));
        Merge(shop, "Eve", "eve@example.org", "Merge the second");

        var result = shop.Flywheel("sign-off", "shop", "--history");

        Assert.True(result.Code == 0, result.Error);
        var first = SignOffCommandTests.Row(result.Output, "2024-01-04");
        var second = SignOffCommandTests.Row(result.Output, "2024-01-05");
        Assert.Equal("promote", first[1]);
        Assert.Equal(["Ada <ada@example.org>", "yes", "Reviewed-by: Bob <bob@example.org>", "open: at-least"], first[4..]);
        Assert.Equal(["Eve <eve@example.org>", "no: ada@example.org", "", "open: no-worse, no-harm"], second[4..]);
        Assert.DoesNotContain("programs only", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_squash_that_names_programs_alone_was_accepted_by_nobody_that_git_names()
    {
        using var shop = new TemporaryRepository();
        shop.Init();
        Squash(shop, () => shop.Live(3), "GitHub", "Promote");
        Squash(shop, () => Next(shop, 4), "GitHub", "Promote\n\nCo-authored-by: Ada <ada@example.org>\n");

        var result = shop.Flywheel("sign-off", "shop", "--history");

        Assert.Equal("nobody that git names (flywheel)", SignOffCommandTests.Row(result.Output, "2024-01-04")[4]);
        Assert.Equal("Ada <ada@example.org>", SignOffCommandTests.Row(result.Output, "2024-01-05")[4]);
        Assert.Contains("1 came in by a commit that names programs only", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebase_keeps_the_program_as_author_and_the_person_as_committer()
    {
        using var shop = new TemporaryRepository();
        shop.Init();
        Squash(shop, () => shop.Live(3), "Ada", "Promote");

        var row = SignOffCommandTests.Row(shop.Flywheel("sign-off", "shop", "--history").Output, "2024-01-04");

        Assert.Equal(["Ada <Ada@example.org>", "there was none"], row[4..6]);
    }

    [Fact]
    public void Decisions_by_hand_are_told_with_their_reason_and_what_the_turn_had_decided()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        shop.Init();
        var back = shop.Flywheel("roll-back", "shop", "--because", "complaints");
        shop.Commit();

        var result = shop.Flywheel("sign-off", "shop", "--history");

        Assert.True(back.Code == 0, back.Error);
        var row = result.Output.Split('\n').Single(line => line.Contains("roll-back by hand: complaints", StringComparison.Ordinal));
        Assert.Contains("its turn decided promote", row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shallow_clone_says_that_its_history_is_cut()
    {
        using var shop = new TemporaryRepository();
        shop.Live(3);
        shop.Init();
        Next(shop, 4);
        shop.Commit();
        shop.Git("clone", "--quiet", "--depth", "1", $"file://{shop.Root}", "shallow");

        var result = shop.Run(
            "bash",
            "-c",
            $"cd shallow && dotnet exec '{System.IO.Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll")}' sign-off shop --history"
        );

        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("This clone is shallow", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("This clone is shallow", shop.Flywheel("sign-off", "shop", "--history").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_renamed_says_where_its_history_goes_on()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        shop.Init();
        foreach (var folder in new[] { "strategy", "models" })
        {
            shop.Git("mv", $"{folder}/shop", $"{folder}/store");
        }

        shop.Write(
            "strategy/store/strategy.yaml",
            shop.Read("strategy/store/strategy.yaml")!.Replace("model: shop", "model: store", StringComparison.Ordinal)
        );
        shop.Write(
            "models/store/deployment.yaml",
            shop.Read("models/store/deployment.yaml")!.Replace("model: shop", "model: store", StringComparison.Ordinal)
        );
        shop.Commit();

        var result = shop.Flywheel("sign-off", "store", "--history");

        Assert.Contains($"renamed {Path} to models/store/deployment.yaml", result.Output, StringComparison.Ordinal);
    }

    private static void Next(TemporaryRepository shop, int cycle)
    {
        shop.Arrive(cycle);
        shop.Turn(cycle);
    }

    private static void Branch(TemporaryRepository shop, Action propose)
    {
        shop.Git("switch", "--quiet", "-C", "loop/shop");
        propose();
        shop.Git("add", "--all");
        shop.Git(
            "-c",
            "user.name=flywheel",
            "-c",
            "user.email=flywheel@users.noreply.github.com",
            "commit",
            "--quiet",
            "--message=Propose"
        );
        shop.Git("switch", "--quiet", "main");
    }

    private static void Merge(TemporaryRepository shop, string name, string mail, string message) =>
        shop.Git("-c", $"user.name={name}", "-c", $"user.email={mail}", "merge", "--quiet", "--no-ff", "--message", message, "loop/shop");

    /// <summary>As a squash or a rebase leaves it: the author is who opened the pull request.</summary>
    private static void Squash(TemporaryRepository shop, Action propose, string committer, string message)
    {
        propose();
        shop.Git("add", "--all");
        shop.Git(
            "-c",
            $"user.name={committer}",
            "-c",
            $"user.email={committer}@example.org",
            "commit",
            "--quiet",
            "--author=flywheel <flywheel@users.noreply.github.com>",
            "--message",
            message
        );
    }
}
