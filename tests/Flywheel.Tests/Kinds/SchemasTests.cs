using Flywheel.Cli.Commands;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Kinds;

public sealed class SchemasTests
{
    public static TheoryData<string> Paths => [.. SchemaCommand.Files.Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_committed_schema_is_fresh(string path)
    {
        var committed = File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");

        Assert.True(
            SchemaCommand.Files.Single(file => file.Path == path).Text == committed,
            $"{path} is not what the records say. Type: ./flywheel schema"
        );
    }

    [Fact]
    public void No_other_schema_is_left_in_the_folder()
    {
        var found = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "strategy/schema"))
            .Select(file => $"strategy/schema/{Path.GetFileName(file)}");

        Assert.Equal(SchemaCommand.Files.Select(file => file.Path).Order(), found.Order());
    }
}
