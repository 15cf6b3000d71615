using Flywheel.State;
using Flywheel.Tests.DuckDb;

namespace Flywheel.Tests.State;

public sealed class WorkingTreeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WorkingTree tree;

    public WorkingTreeTests() => tree = new(folder.Path);

    [Fact]
    public void A_file_is_written_whole_with_its_folders_and_read_again()
    {
        tree.Write("reports/flights/a.md", "Zürich\n");

        Assert.Equal("Zürich\n", tree.Read("reports/flights/a.md"));
        Assert.Equal("Zürich\n"u8.ToArray(), File.ReadAllBytes(folder.File("reports/flights/a.md")));
        Assert.Equal(["reports/flights/a.md"], tree.List("reports"));
    }

    [Fact]
    public void Equal_text_leaves_the_file_untouched()
    {
        tree.Write("a.md", "same\n");
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(folder.File("a.md"), longAgo);

        tree.Write("a.md", "same\n");

        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(folder.File("a.md")));
        tree.Write("a.md", "other\n");
        Assert.NotEqual(longAgo, File.GetLastWriteTimeUtc(folder.File("a.md")));
    }

    [Fact]
    public void Lines_of_Windows_are_read_as_LF()
    {
        File.WriteAllText(folder.File("a.yaml"), "a: 1\r\nb: 2\r\n");

        Assert.Equal("a: 1\nb: 2\n", tree.Read("a.yaml"));
    }

    [Fact]
    public void Paths_are_listed_in_byte_order_with_slashes()
    {
        foreach (var path in new[] { "m/b.yaml", "m/a/z.yaml", "m/B.yaml", "n.yaml" })
        {
            tree.Write(path, "");
        }

        Assert.Equal(["m/B.yaml", "m/a/z.yaml", "m/b.yaml"], tree.List("m"));
        Assert.Empty(tree.List("nowhere"));
        Assert.Null(tree.Read("m/none.yaml"));
    }

    public void Dispose() => folder.Dispose();
}
