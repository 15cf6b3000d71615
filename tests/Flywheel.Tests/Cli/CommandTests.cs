using Flywheel.Cli.Commands;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

public sealed class CommandTests
{
    [Fact]
    public void The_help_of_the_program_teaches_its_loop()
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel("--help");

        Assert.Equal(0, result.Code);
        Snapshot.Match(Told(result.Output), "tests/Flywheel.Tests/Cli/help.txt");
    }

    [Fact]
    public void Every_command_argument_and_option_says_what_it_is_for()
    {
        var root = Root.Command();

        Assert.All(
            root.Subcommands,
            command => Assert.EndsWith(command.Name == "sql" ? "\"" : ".", command.Description, StringComparison.Ordinal)
        );
        Assert.All(root.Subcommands.SelectMany(command => command.Arguments), argument => Assert.NotEmpty(argument.Description!));
        Assert.All(root.Subcommands.SelectMany(command => command.Options), option => Assert.NotEmpty(option.Description!));
    }

    [Fact]
    public void The_help_of_a_command_names_the_program_as_people_type_it()
    {
        using var repository = new TemporaryRepository();

        foreach (var command in new[] { "loop", "sql", "erase" })
        {
            var result = repository.Flywheel(command, "--help");

            Assert.Equal(0, result.Code);
            Assert.Contains($"flywheel {command} <", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Flywheel.Cli", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validate_counts_what_it_checked()
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel("validate");

        Assert.Equal((0, "✓ shop: 8 expressions, 7 cohorts, 2 gates\n", ""), (result.Code, result.Output, result.Error));
    }

    [Fact]
    public void Status_shows_what_is_in_force_and_what_is_proposed()
    {
        using var repository = new TemporaryRepository();
        repository.Init();
        repository.Live(3);
        var proposed = repository.Flywheel("status");
        repository.Commit();

        var merged = repository.Flywheel("status");

        Assert.Equal((0, 0), (proposed.Code, merged.Code));
        Assert.Equal(["shop", "none", "2024-01-04", "2024-01-04", "promote", "0", "2024-01-02: now; 2 wait for it"], Row(proposed));
        Assert.Equal(["shop", "2024-01-04", "–", "2024-01-04", "promote", "0", "2024-01-05"], Row(merged));

        static string[] Row(CommandResult result) =>
            result
                .Output.Split('\n')
                .Single(line => line.StartsWith("| shop", StringComparison.Ordinal))
                .Trim('|')
                .Split('|', StringSplitOptions.TrimEntries);
    }

    [Fact]
    public void Schema_writes_the_schema_of_every_file()
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel("schema");

        Assert.Equal(0, result.Code);
        Assert.Equal(SchemaCommand.Files.Select(file => file.Path), result.Output.TrimEnd('\n').Split('\n'));
        Assert.All(SchemaCommand.Files, file => Assert.Equal(file.Text, repository.Read(file.Path)));
    }

    [Fact]
    public void Sql_answers_a_question_as_of_a_time()
    {
        using var repository = new TemporaryRepository();
        repository.Live(2);
        const string Query = "SELECT count(*) AS orders, count(returned) AS labelled FROM log";

        var now = repository.Flywheel("sql", "shop", Query);
        var then = repository.Flywheel("sql", "shop", Query, "--as-of", "2024-01-02");

        Assert.Equal((0, 0), (now.Code, then.Code));
        Assert.Contains("| 2400   | 2101     |", now.Output, StringComparison.Ordinal);
        Assert.Contains("| 1200   | 901      |", then.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP VIEW log")]
    [InlineData("SELECT 1; DROP VIEW log")]
    [InlineData("COPY (SELECT 1) TO '/tmp/leak.csv'")]
    [InlineData("ATTACH '/tmp/other.db'")]
    [InlineData("SET threads = 1")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT nothing FROM log")]
    public void Sql_that_does_more_than_ask_is_refused(string query)
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel("sql", "shop", query, "--as-of", "2024-01-02");

        Assert.Equal(2, result.Code);
        Assert.StartsWith("flywheel: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/leak.csv"));
    }

    [Fact]
    public void Evalset_freezes_a_version_then_the_next_and_a_turn_measures_on_it()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);

        var first = repository.Flywheel("evalset", "add", "shop", "dear", "--where", "amount > 50", "--why", "They cost us most.");
        var second = repository.Flywheel(
            "evalset",
            "add",
            "shop",
            "dear",
            "--where",
            "amount > 80",
            "--why",
            "They cost us most.",
            "--most",
            "20"
        );
        repository.Edit("  sign-off:", "  evaluation-sets: { dear: v1 }\n  sign-off:");
        repository.Arrive(4);
        repository.Turn(4);

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.StartsWith("evalsets/shop/dear/v1\n", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("evalsets/shop/dear/v2\n", second.Output, StringComparison.Ordinal);
        Assert.InRange(repository.Read("evalsets/shop/dear/v1/rows.csv")!.Split('\n').Length, 40, 200);
        Assert.Equal(22, repository.Read("evalsets/shop/dear/v2/rows.csv")!.Split('\n').Length);
        Assert.Contains("| dear v1 |", repository.Read("reports/shop/comparison.verified.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_evaluation_set_is_refused_though_the_turn_was_turned_before()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Flywheel("evalset", "add", "shop", "dear", "--where", "amount > 50", "--why", "They cost us most.");
        repository.Edit("  sign-off:", "  evaluation-sets: { dear: v1 }\n  sign-off:");
        repository.Arrive(4);
        repository.Turn(4);
        const string Rows = "evalsets/shop/dear/v1/rows.csv";
        var lines = repository.Read(Rows)!.Split('\n');
        repository.Write(Rows, string.Join('\n', [lines[0], .. lines[2..]]));

        var result = repository.Flywheel("loop", "shop", "--as-of", "2024-01-05", "--assume-merged");

        Assert.Equal(2, result.Code);
        Assert.StartsWith($"flywheel: {Rows} was changed: its rows have the digest ", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Evaluation sets are immutable. Type: git checkout -- evalsets/shop/dear/v1",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("Dear Ones")]
    public void An_evaluation_set_is_named_in_kebab_case(string name)
    {
        using var repository = new TemporaryRepository();
        repository.Live(1);

        var result = repository.Flywheel("evalset", "add", "shop", name, "--where", "amount > 50", "--why", "They cost us most.");

        Assert.Equal(2, result.Code);
        Assert.Contains($"'{name}'", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Lines of help end with blanks that no editor keeps.</summary>
    private static string Told(string help) => string.Join('\n', help.Split('\n').Select(line => line.TrimEnd()));
}
