using System.Text.RegularExpressions;
using Flywheel.Cli.Commands;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>What the README and the docs tell a reader to type, to open and to expect is there.</summary>
public sealed partial class ReadmeTests
{
    private const string Flywheel = "./flywheel";
    private static readonly Page Readme = new("README.md");

    [Fact]
    public void Every_flywheel_command_parses()
    {
        var commands = Page.All.SelectMany(page => page.Commands.Where(IsFlywheel).Select(line => (page, line))).ToList();

        var wrong = commands.SelectMany(command =>
            Root.Command().Parse(Arguments(command.line)).Errors.Select(error => $"{command.page}: {command.line}: {error.Message}")
        );

        Assert.NotEmpty(commands);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_relative_link_and_picture_exists()
    {
        var missing = Page.All.SelectMany(page =>
            page.RelativeLinks.Where(to => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, to)))
                .Select(to => $"{page}: {to}")
        );

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_target_is_a_task_of_the_build()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "cake.cs"));
        var tasks = TaskName().Matches(script).Select(task => task.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        var unknown = Page.All.SelectMany(page =>
            Target().Matches(page.Text).Select(target => target.Groups["name"].Value).Where(name => !tasks.Contains(name))
        );

        Assert.NotEmpty(Target().Matches(Readme.Text));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_model_that_the_build_is_asked_for_has_a_strategy()
    {
        var models = StrategyLoader.Models(new WorkingTree(Repository.Root));

        var unknown = Page.All.SelectMany(page =>
            BuiltModel().Matches(page.Text).Select(model => model.Groups["name"].Value).Where(name => !models.Contains(name))
        );

        Assert.Contains("./build.sh --model=mail", Readme.Text, StringComparison.Ordinal);
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_table_of_exit_codes_is_the_enumeration()
    {
        var written = Readme.Table("Exit codes").Select(row => (row[0], row[1]));

        var declared = Enum.GetValues<ExitCode>().Select(code => (((int)code).ToString(), Words(code.ToString())));

        Assert.Equal(declared, written);
    }

    [Fact]
    public void The_table_of_the_loop_is_the_loop()
    {
        var written = Readme.Table("The loop").Select(row => (Stage: row[0], Question: row[2], Command: row[3]));

        var declared = Loop.Stages.Select(stage => (Stage: stage.Name, stage.Question, Command: $"{Flywheel} {stage.Name} flights"));

        Assert.Equal(declared, written);
    }

    [Fact]
    public void Every_file_that_a_page_names_below_src_exists()
    {
        var missing = Page.All.SelectMany(page =>
            page.Inline.Where(code => SourcePath().IsMatch(code))
                .Where(path => !Path.Exists(Path.Combine(Repository.Root, path)) && !IsMadeByTheReader(path))
                .Select(path => $"{page}: {path}")
        );

        Assert.Empty(missing);
    }

    [Fact]
    public void The_five_files_have_a_section_each()
    {
        var page = new Page("docs/strategy.md");

        Assert.All(StrategyLoader.FileNames, file => Assert.Contains($"\n## {file}\n", page.Text, StringComparison.Ordinal));
    }

    private static bool IsFlywheel(string command) => command == Flywheel || command.StartsWith(Flywheel + " ", StringComparison.Ordinal);

    /// <summary>The new files of docs/extending.md, which the reader writes.</summary>
    private static bool IsMadeByTheReader(string path) => ExtendingPage.Read().Any(change => change.NewFile == path);

    private static string[] Arguments(string command) =>
        [.. Word().Matches(command[Flywheel.Length..]).Select(word => word.Value.Trim('"', '\''))];

    private static string Words(string name) =>
        Capital().Replace(name, match => (match.Index > 0 ? " " : "") + match.Value.ToLowerInvariant());

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\./build\.(sh|ps1) --target=(?<name>[A-Za-z-]+)")]
    private static partial Regex Target();

    [GeneratedRegex(@"\./build\.sh --model=(?<name>[a-z-]+)")]
    private static partial Regex BuiltModel();

    [GeneratedRegex("(Task|Stage)\\(\"(?<name>[A-Za-z-]+)\"")]
    private static partial Regex TaskName();

    [GeneratedRegex(@"^(src|tests)/[\w./-]+$")]
    private static partial Regex SourcePath();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
