using Flywheel.SignOff;
using Flywheel.Tests.DuckDb;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.SignOff;

/// <summary>The oracle is git: what <c>check-ignore</c> says of the same pattern in a file of ignored paths.</summary>
public sealed class OwnerPatternTests : IDisposable
{
    private static readonly string[] Paths =
    [
        "README.md",
        "a",
        "a/b",
        "a/b/c",
        "a/b/c/d.md",
        "b",
        "b/a",
        "b/a/c.md",
        "docs/a.md",
        "docs/deep/a.md",
        "src/docs/a.md",
        "reports/flights/comparison.verified.md",
        "reports/flights/ledger.csv",
        "models/flights/deployment.yaml",
        "models/flights/2001-02-05.yaml",
        "strategy/flights/strategy.yaml",
        ".github/workflows/ci.yml",
        ".github/CODEOWNERS",
        "with space/x.md",
        "ab/abc/abcd",
        "x.md/y",
        "star*/y",
    ];

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("*.md")]
    [InlineData("**/*.md")]
    [InlineData("docs/")]
    [InlineData("/docs/")]
    [InlineData("docs")]
    [InlineData("/docs")]
    [InlineData("docs/a.md")]
    [InlineData("docs/**")]
    [InlineData("/docs/**/a.md")]
    [InlineData("**/docs")]
    [InlineData("**/docs/")]
    [InlineData("**/deep/a.md")]
    [InlineData("a/**/c")]
    [InlineData("a/**/d.md")]
    [InlineData("a/**/")]
    [InlineData("a/*/c")]
    [InlineData("a/*/")]
    [InlineData("/reports/**/*.verified.md")]
    [InlineData("/models/*/deployment.yaml")]
    [InlineData("models/*/*.yaml")]
    [InlineData("deployment.yaml")]
    [InlineData("Deployment.yaml")]
    [InlineData("/README.md")]
    [InlineData("README.md/")]
    [InlineData("with\\ space/")]
    [InlineData("a?/")]
    [InlineData("a?c")]
    [InlineData("ab*/abc*")]
    [InlineData("*b*d")]
    [InlineData("star\\*/")]
    [InlineData("re*/**/*s*.md")]
    [InlineData(".github/")]
    [InlineData("/a/b/")]
    [InlineData("b/a")]
    [InlineData("/**")]
    [InlineData("**/a")]
    [InlineData("**a/c.md")]
    public void A_pattern_matches_what_git_ignores_by_it(string pattern) => Assert.Equal(Ignored(pattern, Paths), Matched(pattern, Paths));

    [Fact]
    public void So_do_patterns_that_nobody_would_write()
    {
        var dice = new Lcg(490);
        string[] parts = ["a", "b", "ab", "*", "**", "?", "a*", "*b", "c.md"];
        var tried = 0;
        for (var i = 0; i < 150; i++)
        {
            var segments = Enumerable.Range(0, 1 + dice.NextBelow(4)).Select(_ => parts[dice.NextBelow(parts.Length)]).ToList();
            var pattern = (dice.NextBelow(3) == 0 ? "/" : "") + string.Join('/', segments) + (dice.NextBelow(3) == 0 ? "/" : "");

            // The one place where the two part: below.
            if (pattern.EndsWith("/*", StringComparison.Ordinal) || pattern.Contains("***", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.True(Ignored(pattern, Paths).SequenceEqual(Matched(pattern, Paths)), pattern);
            tried++;
        }

        Assert.InRange(tried, 100, 150);
    }

    /// <remarks>Its documentation gives <c>docs/*</c> as the example that owns docs/getting-started.md and not docs/build-app/troubleshooting.md.</remarks>
    [Fact]
    public void A_star_at_the_end_is_about_files_of_the_folder_alone_as_GitHub_has_it_and_git_does_not()
    {
        Assert.Equal(["docs/a.md"], Matched("docs/*", Paths));
        Assert.Equal(["docs/a.md", "docs/deep/a.md"], Ignored("docs/*", Paths));
        Assert.Equal(["README.md", "a", "b"], Matched("/*", Paths));

        // Git's manual has stars in the middle of a name stay in the folder, and git itself cuts off the plain beginning first.
        Assert.Equal(["ab/c", "a/c"], Matched("a**/c", ["ab/c", "a/c", "a/b/c", "b/c"]));
        Assert.Equal(["ab/c", "a/c", "a/b/c"], Ignored("a**/c", ["ab/c", "a/c", "a/b/c", "b/c"]));
    }

    [Fact]
    public void A_hostile_pattern_takes_no_longer_than_files_times_segments()
    {
        var pattern = new OwnerPattern(string.Join('/', Enumerable.Repeat("**/a*a*a*a*b", 200)));
        var path = string.Join('/', Enumerable.Repeat(new string('a', 60), 200));

        Assert.False(pattern.Matches(path));
    }

    public void Dispose() => folder.Dispose();

    private static List<string> Matched(string pattern, IEnumerable<string> paths) => [.. paths.Where(new OwnerPattern(pattern).Matches)];

    private List<string> Ignored(string pattern, IReadOnlyList<string> paths)
    {
        File.WriteAllText(folder.File("ignored"), pattern + "\n");
        File.WriteAllText(folder.File("paths"), string.Join('\n', paths) + "\n");
        using var repository = new TemporaryRepository();
        var result = repository.Run(
            "bash",
            "-c",
            $"cd '{folder.Path}' && git init -q . 2>/dev/null; git -c core.quotePath=false -c core.excludesFile='{folder.File("ignored")}' check-ignore --no-index --stdin < paths"
        );
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
