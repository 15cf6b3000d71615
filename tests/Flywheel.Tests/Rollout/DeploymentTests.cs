using Flywheel.Rollout;
using Flywheel.State;

namespace Flywheel.Tests.Rollout;

public sealed class DeploymentTests
{
    private static readonly Deployment _two = new Deployment { Model = "flights" }
        .With(new(2001, 2, 5), "2001-02-05")
        .With(new(2001, 2, 12, 6, 0, 0), "2001-02-12T06:00:00");

    [Fact]
    public void The_version_at_a_time_is_the_last_one_put_in_force_by_then()
    {
        Assert.Null(_two.At(new(2001, 2, 4)));
        Assert.Equal("2001-02-05", _two.At(new(2001, 2, 5)));
        Assert.Equal("2001-02-05", _two.At(new(2001, 2, 12)));
        Assert.Equal("2001-02-12T06:00:00", _two.At(new(2001, 2, 12, 6, 0, 0)));
    }

    [Fact]
    public void Before_a_time_leaves_out_what_was_decided_at_it()
    {
        Assert.Null(_two.Before(new(2001, 2, 5)).Current);
        Assert.Equal("2001-02-05", _two.Before(new(2001, 2, 12)).Current);
        Assert.Equal(_two.History, _two.Before(new(2001, 3, 1)).History);
    }

    [Fact]
    public void The_first_version_stays_the_model_never_retrained()
    {
        Assert.Equal(("2001-02-05", "2001-02-12T06:00:00"), (_two.First, _two.Current));
        Assert.Null(new Deployment { Model = "flights" }.First);
    }

    [Theory]
    [InlineData("A", null)]
    [InlineData("A B C", "B")]
    [InlineData("A B C <B", "A")]
    [InlineData("A B C <B <A", null)]
    [InlineData("A B C <A <C", "A")]
    [InlineData("A B C <B D", "B")]
    [InlineData("A B A", "B")]
    public void Rolling_back_goes_on_backwards_and_never_to_what_was_left(string history, string? previous)
    {
        var deployment = new Deployment
        {
            Model = "flights",
            History =
            [
                .. history
                    .Split(' ')
                    .Select(entry => new DeploymentEntry
                    {
                        Since = "2001-02-05",
                        Act = entry[0] == '<' ? DeploymentAct.RollBack : DeploymentAct.Promote,
                        Version = entry.TrimStart('<'),
                        Because = "a test",
                    }),
            ],
        };

        Assert.Equal(previous, deployment.Previous);
    }

    [Fact]
    public void Adding_a_version_leaves_the_deployment_before_as_it_was()
    {
        _two.With(new(2001, 3, 1), "2001-03-01");

        Assert.Equal(2, _two.History.Count);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var read = Deployment.Read(Files(_two.Write()), "flights");

        Assert.Equal(_two.Model, read.Model);
        Assert.Equal(_two.History, read.History);
        Assert.Equal(_two.Write(), read.Write());
    }

    [Fact]
    public void Without_a_file_no_version_is_in_force()
    {
        var none = Deployment.Read(new FilesInMemory(new FilesInMemory(null!)), "flights");

        Assert.Equal(("flights", null), (none.Model, none.Current));
    }

    [Theory]
    [InlineData("since: '2001-02-05'", "since: yesterday")]
    [InlineData("since: '2001-02-05'", "since: '2001-02-31'")]
    [InlineData("since: '2001-02-05'", "since: '2001-13-01'")]
    [InlineData("since: '2001-02-12T06:00:00'", "since: '2001-02-12T26:00:00'")]
    [InlineData("version: '2001-02-05'", "version: '2001-02-30'")]
    [InlineData("history:", "histroy:")]
    public void A_broken_file_is_refused_with_its_place_and_its_cure(string from, string to)
    {
        var written = _two.Write();
        var files = Files(written.Replace(from, to, StringComparison.Ordinal));

        var refused = Assert.Throws<RefusedException>(() => Deployment.Read(files, "flights"));

        Assert.Contains(from, written, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Mistake, refused.Code);
        Assert.Matches(@"^models/flights/deployment\.yaml:\d+:\d+: error FW02", refused.Message);
        Assert.EndsWith(
            "\nTake it from git again: git checkout -- models/flights/deployment.yaml",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    private static FilesInMemory Files(string text)
    {
        var files = new FilesInMemory(new FilesInMemory(null!));
        files.Write(Deployment.Path("flights"), text);
        return files;
    }
}
