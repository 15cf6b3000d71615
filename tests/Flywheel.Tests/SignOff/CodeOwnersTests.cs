using System.Text;
using Flywheel.SignOff;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.SignOff;

public sealed class CodeOwnersTests
{
    private const string At = ".github/CODEOWNERS";

    [Fact]
    public void The_last_line_that_matches_counts_and_one_without_owners_takes_the_file_from_all()
    {
        var owners = Read("*            @org/all\n/docs/ @writer me@example.org\n/docs/free.md\n*.yaml @org/yaml # inline comment\n");

        Assert.Empty(owners.Faults);
        Assert.Equal(["@org/all"], owners.Of("src/a.cs")!.Owners);
        Assert.Equal(["@writer", "me@example.org"], owners.Of("docs/a.md")!.Owners);
        Assert.Empty(owners.Of("docs/free.md")!.Owners);
        Assert.Equal((4, "@org/yaml"), (owners.Of("docs/a.yaml")!.Number, owners.Of("docs/a.yaml")!.Owners.Single()));
        Assert.Null(Read("/docs/ @writer\n").Of("src/a.cs"));
    }

    [Fact]
    public void Comments_empty_lines_tabs_and_escaped_spaces_are_read()
    {
        var owners = Read("# first\n\n   \n\t/with\\ space/\t@a\t@b # @c\n  # indented\r\n/crlf/ @d\r\n");

        Assert.Empty(owners.Faults);
        Assert.Equal(2, owners.Lines.Count);
        Assert.Equal(["@a", "@b"], owners.Of("with space/x")!.Owners);
        Assert.Equal(["@d"], owners.Of("crlf/x")!.Owners);
    }

    [Theory]
    [InlineData("!docs/ @a", "FW0491", 1)]
    [InlineData("  do[cd]s/ @a", "FW0492", 5)]
    [InlineData("docs] @a", "FW0492", 5)]
    [InlineData("\\#docs @a", "FW0493", 1)]
    [InlineData("/ @a", "FW0493", 1)]
    [InlineData("a/***/b @a", "FW0493", 1)]
    [InlineData("docs/ @a owner", "FW0494", 10)]
    [InlineData("docs/ @", "FW0494", 7)]
    [InlineData("docs/ @org/", "FW0494", 7)]
    [InlineData("docs/ @org/team/sub", "FW0494", 7)]
    [InlineData("docs/ me@", "FW0494", 7)]
    [InlineData("docs/ @a#comment", "FW0494", 7)]
    [InlineData("with space/ @a", "FW0494", 6)]
    public void A_line_that_GitHub_passes_over_is_a_fault_with_its_place_and_counts_for_nothing(string line, string code, int column)
    {
        var owners = Read($"* @all\n{line}\n");

        var fault = Assert.Single(owners.Faults);
        Assert.Equal((code, $"{At}:2:{column}"), (fault.Code, fault.At.ToString()));
        Assert.Equal("* ".Trim(), Assert.Single(owners.Lines).Pattern.Text);
    }

    [Theory]
    [InlineData("@user", true)]
    [InlineData("@us-er_corp", true)]
    [InlineData("@org/team-name", true)]
    [InlineData("a.b+c@mail.example.org", true)]
    [InlineData("user", false)]
    [InlineData("@-user", false)]
    [InlineData("@org/te am", false)]
    [InlineData("@@user", false)]
    [InlineData("a@b", false)]
    [InlineData("", false)]
    public void An_owner_looks_like_one(string text, bool isOne) => Assert.Equal(isOne, Owner.Is(text));

    [Fact]
    public void The_first_of_the_three_places_counts()
    {
        var files = new FilesInMemory(new WorkingTree(Repository.Root));
        Assert.Null(CodeOwners.Of(files));
        files.Write("docs/CODEOWNERS", "* @docs\n");
        Assert.Equal("docs/CODEOWNERS", CodeOwners.Of(files)!.Path);
        files.Write("CODEOWNERS", "* @root\n");
        Assert.Equal("CODEOWNERS", CodeOwners.Of(files)!.Path);
        files.Write(At, "* @github\n");
        Assert.Equal(["@github"], CodeOwners.Of(files)!.Of("x")!.Owners);
    }

    [Fact]
    public void A_file_that_is_too_large_or_no_text_or_a_folder_counts_for_nothing_and_says_so()
    {
        var many = new StringBuilder();
        while (many.Length <= 3 * 1024 * 1024)
        {
            many.Append("/some/folder/with/a/long/name/ @org/team\n");
        }

        var large = Read(many.ToString());
        var binary = Read("* @a\n\0\u0001PNG");
        var files = new FilesInMemory(new WorkingTree(Repository.Root));
        files.Write($"{At}/inside", "* @a\n");
        var inFolder = CodeOwners.Of(files)!;

        Assert.All(
            new[] { large, binary, inFolder },
            owners =>
            {
                Assert.Empty(owners.Lines);
                Assert.Equal(OwnersFaults.NotLoaded, Assert.Single(owners.Faults).Code);
            }
        );
        Assert.Equal($"{At}:2:1", binary.Faults[0].At.ToString());
    }

    [Fact]
    public void What_has_no_owner_is_told_with_the_line_to_add_and_that_line_covers_it()
    {
        var files = new FilesInMemory(new WorkingTree(Repository.Root));
        files.Write("strategy/shop/strategy.yaml", "");
        files.Write(".github/workflows/ci.yml", "");
        files.Write("reports/shop/ledger.csv", "");
        var text = "/strategy/ @org/ml\n/strategy/shop/\n";

        var missing = Coverage.Of(Read(text), files, ["shop"]);

        Assert.Equal(
            ["strategy/**", "evalsets/**", "reports/**/*.verified.md", "models/*/deployment.yaml", ".github/workflows/**", At],
            missing.Select(uncovered => uncovered.Named)
        );
        Assert.Equal((2, "/strategy/ @org/ml"), (missing[0].TakenBy!.Value, missing[0].Add));
        Assert.Equal(["models/shop/deployment.yaml"], missing[3].Files);
        var mended = text + string.Join('\n', missing.Select(uncovered => uncovered.Add));
        Assert.Empty(Coverage.Of(Read(mended), files, ["shop"]));
        Assert.Equal(6, Coverage.Of(null, files, ["shop"]).Count);
    }

    [Fact]
    public void This_repository_covers_what_it_must_by_the_template_that_new_ones_begin_with()
    {
        var files = new WorkingTree(Repository.Root);
        var owners = CodeOwners.Of(files)!;

        Assert.Equal(OwnersTemplate.Text, files.Read(owners.Path));
        Assert.Empty(owners.Faults);
        Assert.Empty(Coverage.Of(owners, files, StrategyLoader.Models(files)));
        Assert.True(Coverage.HasPlaceholders(owners));
        Assert.False(Coverage.HasPlaceholders(Read("* @org/team\n")));
    }

    [Fact]
    public void Whether_a_commit_is_by_an_owner_is_told_where_a_mail_address_can_tell()
    {
        Assert.True(Owner.IsBy(["Ada@example.org"], "ada@example.org"));
        Assert.True(Owner.IsBy(["@ada"], "123+Ada@users.noreply.github.com"));
        Assert.False(Owner.IsBy(["ada@example.org"], "bob@example.org"));
        Assert.False(Owner.IsBy(["@ada"], "1+bob@users.noreply.github.com"));
        Assert.Null(Owner.IsBy(["@org/team"], "1+bob@users.noreply.github.com"));
        Assert.Null(Owner.IsBy(["@ada"], "bob@example.org"));
        Assert.False(Owner.IsBy([], "bob@example.org"));
    }

    private static CodeOwners Read(string text) => CodeOwners.Read(At, text);
}
