using Flywheel.Storage;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Docs;

/// <summary>docs/stores.md says what the code does, and its commands do what it says.</summary>
public sealed class StoresPageTests
{
    private static readonly Page Page = new("docs/stores.md");

    [Fact]
    public void The_table_of_documents_is_the_one_of_the_code()
    {
        var written = Page.Table("Primary and derived").Select(row => (row[0], row[1], row[2]));

        Assert.Equal(StoredNames.All.Select(name => (name.Prefix, KebabCase.Of(name.Holding.ToString()), name.What)), written);
    }

    [Fact]
    public void The_file_that_is_shown_is_the_committed_one_with_every_default()
    {
        var committed = Binder.ReadFile<StoreFile>(Path.Combine(Repository.Root, StoreFile.At));

        var shown = Page.Blocks.Single(block => block.Language == "yaml").Content;

        Assert.Empty(committed.Faults);
        Assert.Equal(committed.Value, Binder.Read<StoreFile>("docs/stores.md", shown).Value);
    }

    [Fact]
    public void Every_kind_of_store_has_a_row_that_can_be_read()
    {
        var rows = Page.Table("Where it is");

        var read = rows.Select(row => (Lasts: row[1], Read: Binder.Read<StoreFile>("docs/stores.md", $"store: {{ {row[0]} }}\n"))).ToList();

        Assert.All(read, row => Assert.Empty(row.Read.Faults));
        Assert.All(read, row => Assert.Equal(row.Lasts, row.Read.Value!.Store.Lasts ? "yes" : "no"));
        Assert.Equal(StoreChoice.Kinds.Select(kind => kind.Value), read.Select(row => row.Read.Value!.Store.GetType()));
    }

    [Fact]
    public void Its_commands_do_what_they_say()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Write("ids.txt", "1010\n1020\n");
        var commands = Page
            .Blocks.Where(block => block.Language == "sh")
            .SelectMany(block => block.Content.Split('\n'))
            .Select(line => line.Split("  #")[0].Trim())
            .ToList();

        Assert.Equal(5, commands.Count);
        Assert.All(
            commands,
            command =>
            {
                var ours = command
                    .Replace(" flights ", " shop ", StringComparison.Ordinal)
                    .Replace("distance < 100", "amount < 11", StringComparison.Ordinal);
                var result = repository.Run(
                    "bash",
                    "-c",
                    ours.Replace(
                        "./flywheel",
                        $"dotnet exec {Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll")}",
                        StringComparison.Ordinal
                    )
                );
                Assert.True(result.Code == 0, $"{command}: {result.Error}");
            }
        );
    }
}
