using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Cli;

public sealed class ProfileCommandTests : IDisposable
{
    private readonly TemporaryRepository repository = new();

    public ProfileCommandTests()
    {
        const string Rows =
            "SELECT range AS id, TIMESTAMP '2024-01-01' + to_seconds(97 * range) AS at, sin(range) AS wave, 'city ' || range % 9 AS city, [range] AS list FROM range(5000)";
        Copy(Rows, "whole.parquet");
        Copy($"{Rows} WHERE range % 3 = 0", "a.parquet");
        Copy($"{Rows} WHERE range % 3 = 1 ORDER BY city", "b.parquet");
        Copy($"{Rows} WHERE range % 3 = 2", "c.csv");
    }

    [Fact]
    public void Pieces_merged_in_any_order_are_the_bytes_of_the_whole()
    {
        Done("profile", "whole.parquet", "--out", "whole.profile");
        Done("profile", "a.parquet", "--out", "a.profile");
        Done("profile", "b.parquet", "--out", "b.profile");
        Done("profile", "c.csv", "--out", "c.profile");
        Done("profile", "c.csv", "b.parquet", "a.parquet", "--out", "at-once.profile");
        Done("profile", "merge", "c.profile", "a.profile", "--out", "ca.profile");
        Done("profile", "merge", "ca.profile", "b.profile", "--out", "new/cab.profile");

        Assert.Equal(repository.Read("whole.profile"), repository.Read("at-once.profile"));
        Assert.Equal(repository.Read("whole.profile"), repository.Read("new/cab.profile"));
    }

    [Fact]
    public void A_profile_is_shown_in_two_tables()
    {
        Done("profile", "whole.parquet", "--out", "whole.profile");

        var shown = Done("profile", "show", "whole.profile");

        Assert.Equal("5,000 rows, 5 columns", shown.Split('\n')[0]);
        Assert.Equal(
            ["id", "5,000", "0", "0", "2499.5", "1443.38", "0", "249", "1256", "2512", "3760", "4768", "4999"],
            Row(shown, "id")[..^1]
        );
        Assert.Equal(
            ["2024-01-01 00:00", "2024-01-06 14:41"],
            Row(shown, "at").Where(cell => cell.StartsWith("2024-01-0") && cell[^5..] is "00:00" or "14:41").Distinct()
        );
        Assert.Equal(["city", "text", "5,000", "0", "9", "city 0 556, city 1 556, city 2 556, city 3 556, city 4 556"], Row(shown, "city"));
        Assert.DoesNotContain("NaN", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_without_a_row_can_be_shown_and_merged()
    {
        Copy("SELECT 1 AS a, 'x' AS b WHERE FALSE", "nothing.parquet");

        Done("profile", "nothing.parquet", "--out", "nothing.profile");
        Done("profile", "merge", "nothing.profile", "--out", "again.profile");

        Assert.Equal(repository.Read("nothing.profile"), repository.Read("again.profile"));
        Assert.Equal(["a", "empty", "0", "0", "0"], Row(Done("profile", "show", "again.profile"), "a"));
    }

    [Fact]
    public void Names_are_no_patterns_and_texts_move_no_cursor()
    {
        Copy("SELECT chr(27) || '[2J' AS \"[red]a\"", "odd [1].parquet");
        File.WriteAllText(repository.PathOf("odd 1.parquet"), "no parquet");

        Done("profile", "odd [1].parquet", "--out", "odd.profile");
        var shown = Done("profile", "show", "odd.profile");

        Assert.Contains("·[2J 1", shown, StringComparison.Ordinal);
        Assert.Contains("[red]a", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_period_of_the_log_is_profiled_as_it_was_known()
    {
        repository.Live(3);

        var said = Done("profile", "log", "shop", "--from", "2024-01-01", "--to", "2024-01-03", "--out", "profiles/shop/days.profile");
        Done("profile", "log", "shop", "--from", "2024-01-01", "--to", "2024-01-03", "--as-of", "2024-01-02", "--out", "early.profile");
        var shown = Done("profile", "show", "profiles/shop/days.profile");

        Assert.StartsWith("profiles/shop/days.profile: 2,400 rows, ", said, StringComparison.Ordinal);
        Assert.StartsWith("2,400 rows, ", shown, StringComparison.Ordinal);
        Assert.Contains("; received by 2024-01-03 00:00\n", shown, StringComparison.Ordinal);
        Assert.Equal(["0", "23"], [Row(shown, "hour")[6], Row(shown, "hour")[12]]);
        Assert.StartsWith("1,200 rows, ", Done("profile", "show", "early.profile"), StringComparison.Ordinal);
        foreach (var column in new[] { "score", "each", "channel", "order_id", "ordered_at" })
        {
            Assert.NotEmpty(Row(shown, column));
        }
    }

    [Theory]
    [InlineData("No file is named.", "profile", "--out", "p.profile")]
    [InlineData("There is no file gone.csv.", "profile", "gone.csv", "--out", "p.profile")]
    [InlineData("There is no file *.parquet.", "profile", "*.parquet", "--out", "p.profile")]
    [InlineData("text.txt ends in none of .parquet, .csv, .csv.gz.", "profile", "text.txt", "--out", "p.profile")]
    [InlineData("'a.parquet' is not the name of a profile, which ends in .profile.", "profile", "a.parquet", "--out", "a.parquet")]
    [InlineData("broken.parquet: ", "profile", "a.parquet", "broken.parquet", "--out", "p.profile")]
    [InlineData("broken.csv: ", "profile", "broken.csv", "--out", "p.profile")]
    [InlineData("There is no file gone.profile.", "profile", "show", "gone.profile")]
    [InlineData("text.txt is no profile", "profile", "show", "text.txt")]
    [InlineData("text.txt is no profile", "profile", "merge", "text.txt", "--out", "p.profile")]
    [InlineData(
        "The period ends before it begins.",
        "profile",
        "log",
        "shop",
        "--from",
        "2024-01-02",
        "--to",
        "2024-01-02",
        "--out",
        "p.profile"
    )]
    [InlineData("There is no model 'shpo'.", "profile", "log", "shpo", "--from", "2024-01-01", "--to", "2024-01-02", "--out", "p.profile")]
    public void A_mistake_is_told_with_the_way_out(string told, params string[] arguments)
    {
        repository.Write("text.txt", "hello\n");
        repository.Write("broken.parquet", "PAR1 hello PAR1");
        File.WriteAllBytes(repository.PathOf("broken.csv"), [.. "a,b\n"u8, 0xFF, 0xFE, .. ",1\n"u8]);

        var result = repository.Flywheel(arguments);

        Assert.Equal(2, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(repository.PathOf("p.profile")));
    }

    [Theory]
    [InlineData("profile", "a.parquet")]
    [InlineData("profile", "merge", "--out", "p.profile")]
    [InlineData("profile", "show")]
    [InlineData("profile", "log", "shop", "--out", "p.profile")]
    [InlineData("profile", "log", "shop", "--from", "yesterday", "--to", "2024-01-02", "--out", "p.profile")]
    public void A_missing_argument_is_a_mistake(params string[] arguments) => Assert.Equal(2, repository.Flywheel(arguments).Code);

    [Fact]
    public void A_period_without_an_event_is_lacking()
    {
        var result = repository.Flywheel("profile", "log", "shop", "--from", "2024-01-01", "--to", "2024-01-02", "--out", "p.profile");

        Assert.Equal(6, result.Code);
        Assert.Contains("flywheel loop shop", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_that_differ_are_not_merged()
    {
        Copy("SELECT 'x' AS id", "text.parquet");
        Done("profile", "text.parquet", "--out", "text.profile");
        Done("profile", "a.parquet", "--out", "a.profile");

        var result = repository.Flywheel("profile", "merge", "text.profile", "a.profile", "--out", "p.profile");

        Assert.Equal(2, result.Code);
        Assert.Contains(
            "The column 'id' is of kind number in one profile and of kind text in another",
            result.Error,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => repository.Dispose();

    private string Done(params string[] arguments)
    {
        var result = repository.Flywheel(arguments);
        Assert.True(result.Code == 0, result.Error);
        return result.Output;
    }

    private void Copy(string query, string file) =>
        TemporaryRepository.ChangeFiles($"COPY ({query}) TO {Sql.Text(repository.PathOf(file))} (FORMAT {Path.GetExtension(file)[1..]})");

    private static string[] Row(string table, string column) =>
        table
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ', '\r').Split('|', StringSplitOptions.TrimEntries))
            .Single(cells => cells[0] == column);
}
