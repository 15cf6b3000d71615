using Flywheel.OfflineTesting;
using Flywheel.Storage;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

/// <summary>The verbs of <c>flywheel evalset</c>, typed as people type them.</summary>
public sealed class EvaluationSetCommandTests : IDisposable
{
    private const string Folder = "evalsets/shop/dear";

    private readonly TemporaryRepository repository = new();

    public EvaluationSetCommandTests()
    {
        repository.Live(3);
        Done("add", "shop", "dear", "--where", "amount > 50", "--why", "They cost us most.", "--most", "40");
        repository.Init();
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void A_label_mended_by_hand_makes_a_version_whose_figures_cannot_be_compared_and_the_old_one_stays()
    {
        var before = repository.Read($"{Folder}/v1/rows.csv")!;
        var lines = Lines("v1");
        lines[1] = lines[1][..^1] + (lines[1][^1] == '0' ? "1" : "0");
        lines.RemoveAt(5);
        Write("v1", lines);

        var bumped = Done("bump", "shop", "dear");
        var diff = Done("diff", "shop", "dear");

        Assert.StartsWith($"{Folder}/v2\nMade of v1, which is as it was: its figures cannot be compared", bumped, StringComparison.Ordinal);
        Assert.Equal(before, repository.Read($"{Folder}/v1/rows.csv"));
        Assert.Equal(lines, Lines("v2"));
        Assert.Contains("from: v1\n", repository.Read($"{Folder}/v2/evalset.yaml"), StringComparison.Ordinal);
        Assert.Contains("dear, from v1 to v2: its figures cannot be compared with those of before.", diff, StringComparison.Ordinal);
        Assert.Matches(@"kept +\| 38 ", diff);
        Assert.Matches($@"relabelled +\| 1 +\| {lines[1].Split(',')[0]} ", diff);
        Assert.Matches(@"removed +\| 1 ", diff);
        Assert.Contains("Values that differ: returned in 1 rows.", diff, StringComparison.Ordinal);
        Assert.Matches(@"channel=app +\| [0-9]+ +\| [0-9]+ +\| 0", diff);
    }

    [Fact]
    public void Other_words_are_a_patch_and_the_digest_stays()
    {
        var bumped = Done("bump", "shop", "dear", "--why", "They cost us most, the board says.");

        Assert.StartsWith($"{Folder}/v1.0.1\n", bumped, StringComparison.Ordinal);
        Assert.Equal(repository.Read($"{Folder}/v1/rows.csv"), repository.Read($"{Folder}/v1.0.1/rows.csv"));
        Assert.Contains("the board says", repository.Read($"{Folder}/v1.0.1/evalset.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_the_strategy_has_gained_is_taken_from_the_log_and_makes_a_version_that_holds_the_old_one()
    {
        repository.Edit("    items: integer\n", "    items: integer\n    late: double\n");
        foreach (var file in repository.SourceFiles("events"))
        {
            repository.ChangeFile(file, "*, order_id / 2.0 AS late");
        }

        repository.LoseStore();
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            repository.Turn(cycle);
        }

        repository.Edit("  sign-off:", "  evaluation-sets: { dear: v1 }\n  sign-off:");
        var refused = repository.Flywheel("loop", "shop", "--as-of", "2024-01-04", "--assume-merged");
        var bumped = Done("bump", "shop", "dear");
        repository.Edit("dear: v1", "dear: v1.1");
        repository.Turn(3);

        Assert.Equal(2, refused.Code);
        Assert.Contains("The evaluation set dear v1 has no column late, which", refused.Error, StringComparison.Ordinal);
        Assert.StartsWith($"{Folder}/v1.1\n", bumped, StringComparison.Ordinal);
        var row = Lines("v1.1")[1].Split(',');
        Assert.Equal(
            $"{long.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture) / 2.0:0.0}",
            row[Lines("v1.1")[0].Split(',').ToList().IndexOf("late")]
        );
        Assert.Contains("Columns added: late; removed: none.", Done("diff", "shop", "dear", "v1", "v1.1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_known_by_their_names_wherever_the_strategy_puts_them()
    {
        repository.Edit("    items: integer\n    channel: text\n", "    channel: text\n    items: integer\n");

        Assert.Contains(
            "dear v1, read from evalsets/shop/dear/v1: They cost us most.",
            Done("show", "shop", "dear"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_tag_is_read_where_the_folder_is_gone_by_commands_and_by_a_turn()
    {
        var tagged = Done("tag", "shop", "dear");
        repository.Edit("  sign-off:", "  evaluation-sets: { dear: v1 }\n  sign-off:");
        repository.Arrive(4);
        var turn = repository.Turn(4).Of<Comparison>();
        Directory.Delete(repository.PathOf(Folder), recursive: true);
        repository.Commit();

        var same = repository.Turn(4).Of<Comparison>();
        var listed = Done("list", "shop");
        var shown = Done("show", "shop", "dear");
        var validated = repository.Flywheel("validate", "shop");

        Assert.StartsWith("evalset/shop/dear/v1 is ", tagged, StringComparison.Ordinal);
        Assert.Equal(Json.Write(turn.Contrasts), Json.Write(same.Contrasts));
        Assert.Contains(same.Contrasts, contrast => contrast.Group == "dear v1");
        Assert.Matches(@"dear \| v1 +\| 40 .* yes +\| in git +\| v1 ", listed);
        Assert.Contains("dear v1, read from the tag evalset/shop/dear/v1: They cost us most.", shown, StringComparison.Ordinal);
        Assert.True(validated.Code == 0, validated.Error);
    }

    [Fact]
    public void A_strategy_may_name_a_version_at_a_revision()
    {
        var revision = repository.Git("rev-parse", "HEAD").Trim();
        Directory.Delete(repository.PathOf(Folder), recursive: true);
        repository.Commit();
        repository.Edit("  sign-off:", $"  evaluation-sets: {{ dear: v1@{revision} }}\n  sign-off:");
        repository.Arrive(4);

        var seen = repository.Turn(4).Of<Comparison>();
        repository.Edit(revision, "nowhere");
        var refused = repository.Flywheel("validate", "shop");

        Assert.Contains(seen.Contrasts, contrast => contrast.Group == $"dear v1@{revision}");
        Assert.Equal(2, refused.Code);
        Assert.Contains("error FW0402: The evaluation set dear v1@nowhere is not in", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Growth_by_hand_takes_what_came_since_and_says_when_nothing_did()
    {
        var none = repository.Flywheel("evalset", "grow", "shop", "dear", "--where", "amount > 50");
        repository.Arrive(4);
        repository.Turn(4);
        var grown = Done("grow", "shop", "dear", "--where", "amount > 50", "--least", "1");
        var overtaken = repository.Flywheel("evalset", "grow", "shop", "dear", "--from", "v1", "--where", "amount > 50", "--least", "1");

        Assert.Equal(2, none.Code);
        Assert.StartsWith("flywheel: Nothing joins dear: as of 2024-01-04 0 labelled points", none.Error, StringComparison.Ordinal);
        Assert.Matches($@"^{Folder}/v1.1\n[0-9]+ rows join those of v1; it has [0-9]+\.\n", grown);
        Assert.Equal(2, overtaken.Code);
        Assert.Contains("dear v1.1 was made after v1", overtaken.Error, StringComparison.Ordinal);
        Assert.Contains("it holds all that was there before", Done("diff", "shop", "dear"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no evaluation set 'deer' of shop. Did you mean 'dear'?", "show", "shop", "deer")]
    [InlineData("dear has no version v7. There are, of dear: v1.", "show", "shop", "dear", "v7")]
    [InlineData("'latest' is no version. Write a version such as v1 or v1.2", "diff", "shop", "dear", "latest")]
    [InlineData("git knows no revision 'nowhere' here.", "show", "shop", "dear", "v1@nowhere")]
    [InlineData("dear has no version before v1 to compare with.", "diff", "shop", "dear")]
    [InlineData("dear has no version v2.x. There are, of dear: v1.", "tag", "shop", "dear", "v2.x")]
    [InlineData("evalsets/shop/dear/v1 is as it was, and has every column of the strategy", "bump", "shop", "dear")]
    [InlineData("By which rule shall dear grow?", "grow", "shop", "dear")]
    [InlineData("There is no evaluation set 'nobody' of shop.", "grow", "shop", "nobody", "--where", "amount > 50")]
    [InlineData("--where:1:1: error FW", "grow", "shop", "dear", "--where", "amuont > 50")]
    [InlineData(
        "The 40 rows are those of dear v1, for the same reason",
        "add",
        "shop",
        "dear",
        "--where",
        "amount > 50",
        "--why",
        "They cost us most.",
        "--most",
        "40"
    )]
    public void What_is_not_there_is_told_with_what_is(string expected, params string[] arguments)
    {
        var result = repository.Flywheel(["evalset", .. arguments]);

        Assert.Equal(2, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void A_tag_is_of_what_is_committed_and_never_moved()
    {
        Done("bump", "shop", "dear", "--why", "Other words.");
        var dirty = repository.Flywheel("evalset", "tag", "shop", "dear");
        repository.Commit();
        Done("tag", "shop", "dear");
        var again = repository.Flywheel("evalset", "tag", "shop", "dear");
        repository.Write($"{Folder}/v1/rows.csv", repository.Read($"{Folder}/v1/rows.csv")! + "1,2024-01-01 00:00:00,60,1,app,1\n");
        var changed = repository.Flywheel("evalset", "tag", "shop", "dear", "v1");

        Assert.Equal((2, 2, 2), (dirty.Code, again.Code, changed.Code));
        Assert.Contains("evalsets/shop/dear/v1.0.1 is not as committed", dirty.Error, StringComparison.Ordinal);
        Assert.Contains("The tag evalset/shop/dear/v1.0.1 is there already, at ", again.Error, StringComparison.Ordinal);
        Assert.Contains("evalsets/shop/dear/v1/rows.csv was changed", changed.Error, StringComparison.Ordinal);
        Assert.Equal("evalset/shop/dear/v1.0.1\n", repository.Git("tag"));
    }

    [Theory]
    [InlineData("no evaluation set as it was edited: 1 rows have no order_id or no returned", "1,2024-01-01 00:00:00,60,1,app,")]
    [InlineData("no evaluation set as it was edited: 1 labels are refused", "1,2024-01-01 00:00:00,60,1,app,7")]
    [InlineData("v1/rows.csv cannot be read: ", "1,yesterday,60,1,app,1")]
    [InlineData("v1/rows.csv cannot be read: ", "1,2024-01-01 00:00:00,60")]
    public void A_version_is_not_made_of_rows_that_are_none(string expected, string line)
    {
        var rows = repository.Read($"{Folder}/v1/rows.csv")! + line + "\n";
        repository.Write($"{Folder}/v1/rows.csv", rows);

        var result = repository.Flywheel("evalset", "bump", "shop", "dear");

        Assert.Equal(2, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(rows, repository.Read($"{Folder}/v1/rows.csv"));
        Assert.Null(repository.Read($"{Folder}/v2/rows.csv"));
    }

    [Fact]
    public void A_copied_folder_is_no_version()
    {
        Directory.CreateDirectory(repository.PathOf($"{Folder}/v2"));
        foreach (var file in new[] { "rows.csv", "evalset.yaml" })
        {
            File.Copy(repository.PathOf($"{Folder}/v1/{file}"), repository.PathOf($"{Folder}/v2/{file}"));
        }

        var result = repository.Flywheel("evalset", "show", "shop", "dear");

        Assert.Equal(2, result.Code);
        Assert.Contains(
            $"{Folder}/v2/evalset.yaml says that it is dear v1: a folder was copied or renamed",
            result.Error,
            StringComparison.Ordinal
        );
    }

    private string Done(params string[] arguments)
    {
        var result = repository.Flywheel(["evalset", .. arguments]);
        Assert.True(result.Code == 0, result.Error);
        return result.Output;
    }

    private List<string> Lines(string version) => [.. repository.Read($"{Folder}/{version}/rows.csv")!.TrimEnd('\n').Split('\n')];

    private void Write(string version, IEnumerable<string> lines) =>
        repository.Write($"{Folder}/{version}/rows.csv", string.Join('\n', lines) + "\n");
}
