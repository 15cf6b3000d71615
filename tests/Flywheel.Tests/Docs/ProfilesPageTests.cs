using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/profiles.md shows the file as it is written, and its commands do what they say.</summary>
public sealed class ProfilesPageTests
{
    private static readonly Page Page = new("docs/profiles.md");

    [Fact]
    public void The_lines_that_are_shown_are_written_in_that_order()
    {
        var written = File.ReadAllLines(Path.Combine(Repository.Root, "tests/Flywheel.Tests/Logging/Profiles/small.verified.profile"));
        var at = 0;

        foreach (var line in Page.Blocks.Single(block => block.Language == "text").Content.TrimEnd('\n').Split('\n'))
        {
            at =
                Array.FindIndex(written, at, one => one == line || (line.EndsWith(' ') && one.StartsWith(line, StringComparison.Ordinal)))
                + 1;
            Assert.True(at > 0, line);
        }
    }

    [Fact]
    public void Every_word_of_the_file_has_a_row()
    {
        var rows = Page.Table("The file")
            .SelectMany(row => row[0].Split(',', StringSplitOptions.TrimEntries))
            .Select(word => word.Trim('`'));
        var profile = Logging.Profiles.Mixed.Of(Logging.Profiles.Mixed.Table);
        (profile.Known, profile.Period) = (new(2001, 2, 3), new(new(2001, 2, 1), new(2001, 2, 2)));

        var words = Flywheel.Logging.Profiles.ProfileFile.Write(profile).TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]);

        Assert.Equal(words.Distinct().Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_commands_do_what_they_say()
    {
        using var repository = new TemporaryRepository();
        repository.Live(2);
        var commands = Page
            .Blocks.Where(block => block.Language == "sh")
            .SelectMany(block => block.Content.Trim('\n').Split('\n'))
            .ToList();

        Assert.Equal(4, commands.Count);
        Assert.All(
            commands,
            command =>
            {
                var ours = command
                    .Replace("flights", "shop", StringComparison.Ordinal)
                    .Replace("2001-01-01", "2024-01-01", StringComparison.Ordinal)
                    .Replace("2001-01-08", "2024-01-03", StringComparison.Ordinal)
                    .Replace(
                        "./flywheel",
                        $"dotnet exec {Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll")}",
                        StringComparison.Ordinal
                    );
                var result = repository.Run("bash", "-c", ours);
                Assert.True(result.Code == 0, $"{command}: {result.Error}");
            }
        );
    }
}
