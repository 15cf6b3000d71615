using Flywheel.Cli.Commands;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Workflows;

/// <summary>The step of ci.yml that asks whether all that has to be accepted has an owner.</summary>
public sealed class OwnersCheckTests
{
    private const string Asked = "run: ./flywheel ";

    [Fact]
    public void CI_asks_after_its_tests_and_the_command_parses()
    {
        var lines = File.ReadAllText(Path.Combine(Repository.Root, ".github/workflows/ci.yml")).Split('\n');

        var step = Array.FindIndex(lines, line => line.Contains(Asked, StringComparison.Ordinal));

        Assert.True(step > Array.FindIndex(lines, line => line.Contains("./.ci/run", StringComparison.Ordinal)));
        var command = lines[step].Split(Asked)[1];
        Assert.Equal("sign-off --check", command);
        Assert.Empty(Root.Command().Parse(command).Errors);
    }
}
