using Flywheel.Tests.DuckDb;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Workflows;

/// <summary>The step of loop.yml that keeps one issue a model, run as it stands there with a gh that only writes down what it is asked.</summary>
public sealed class AlarmIssueTests : IDisposable
{
    private const string Step = "      - name: Open, update or close the issue\n        run: |\n";
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("", "", "")]
    [InlineData(
        "",
        "### shop\n",
        "label create flywheel-alarm|issue create --title Alarm: shop --label flywheel-alarm --body-file alarm.md"
    )]
    [InlineData("7", "### shop\n", "issue edit 7 --body-file alarm.md")]
    [InlineData("7", "", "issue close 7")]
    public void An_issue_is_opened_kept_up_to_date_and_closed(string open, string alarm, string asked)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(folder.File("alarm.md"), alarm);
        File.WriteAllText(folder.File("open"), open);
        var gh = folder.File("gh");
        File.WriteAllText(gh, "#!/bin/bash\necho \"$*\" >>asked\n[ \"$2\" != list ] || cat open\n");
        File.SetUnixFileMode(gh, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        using var repository = new TemporaryRepository();
        var result = repository.Run("bash", "-e", "-c", $"cd '{folder.Path}'; export PATH=.:$PATH TITLE='Alarm: shop'\n{Script()}");

        Assert.True(result.Code == 0, result.Error);
        var calls = File.ReadAllLines(folder.File("asked"));
        Assert.StartsWith("issue list --label flywheel-alarm --state open", calls[0], StringComparison.Ordinal);
        Assert.All(
            calls.Skip(1).Zip(asked.Split('|', StringSplitOptions.RemoveEmptyEntries), (call, begin) => (call, begin)),
            pair => Assert.StartsWith(pair.begin, pair.call, StringComparison.Ordinal)
        );
        Assert.Equal(asked.Split('|', StringSplitOptions.RemoveEmptyEntries).Length, calls.Length - 1);
    }

    public void Dispose() => folder.Dispose();

    private static string Script()
    {
        var workflow = File.ReadAllText(Path.Combine(Repository.Root, ".github/workflows/loop.yml"));
        Assert.Contains(Step, workflow, StringComparison.Ordinal);
        return workflow[(workflow.IndexOf(Step, StringComparison.Ordinal) + Step.Length)..];
    }
}
