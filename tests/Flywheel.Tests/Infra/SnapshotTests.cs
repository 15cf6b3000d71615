using Xunit.Sdk;

namespace Flywheel.Tests.Infra;

public sealed class SnapshotTests : IDisposable
{
    private const string Folder = "artifacts/snapshot-tests";
    private readonly string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, Folder)).FullName;

    [Fact]
    public void A_missing_verified_file_is_named_and_the_text_is_kept_as_received()
    {
        var failure = Assert.Throws<FailException>(() => Snapshot.Match("one\ntwo", $"{Folder}/new.md"));

        Assert.Contains($"There is no {Folder}/new.verified.md yet.", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\ntwo\n", File.ReadAllText(Path.Combine(folder, "new.received.md")));
    }

    [Fact]
    public void A_difference_shows_its_first_line_and_how_to_accept_it()
    {
        File.WriteAllText(Path.Combine(folder, "old.verified.md"), "one\ntwo\nthree\n");

        var failure = Assert.Throws<FailException>(() => Snapshot.Match("one\n2\n3\n", $"{Folder}/old.md"));

        Assert.Contains("line 2:\n- two\n+ 2\n", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith($"mv {Folder}/old.received.md {Folder}/old.verified.md", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_endings_do_not_differ_and_a_match_deletes_the_received_file()
    {
        File.WriteAllText(Path.Combine(folder, "same.verified.md"), "one\r\ntwo\r\n");
        File.WriteAllText(Path.Combine(folder, "same.received.md"), "of an earlier run");

        Snapshot.Match("one\ntwo", $"{Folder}/same.md");

        Assert.False(File.Exists(Path.Combine(folder, "same.received.md")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
