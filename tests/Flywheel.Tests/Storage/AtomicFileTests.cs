using System.Text;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Tests.DuckDb;

namespace Flywheel.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_file_is_written_whole_in_folders_that_are_made_for_it_and_leaves_no_other()
    {
        var path = folder.File("a/b/c.txt");

        AtomicFile.Write(path, "one"u8);
        AtomicFile.Write(path, "two"u8);

        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.File("a/b")));
    }

    [Fact]
    public void What_a_dead_process_left_beside_a_file_is_no_file_of_the_tree_and_goes_with_the_next_write()
    {
        var tree = new WorkingTree(folder.Path);
        tree.Write("models/a.yaml", "a\n");
        File.WriteAllText(folder.File("models/a.yaml" + AtomicFile.Part), "half, and longer than the whole");

        var seen = tree.List("models");
        tree.Write("models/a.yaml", "b\n");

        Assert.Equal(["models/a.yaml"], seen);
        Assert.Equal("b\n", File.ReadAllText(folder.File("models/a.yaml")));
        Assert.Equal([folder.File("models/a.yaml")], Directory.GetFiles(folder.File("models")));
    }

    [Fact]
    public void A_file_that_cannot_be_placed_leaves_the_old_one_as_it_was()
    {
        var path = folder.File("a.txt");
        AtomicFile.Write(path, "old"u8);

        // A folder stands where the temporary file should.
        Directory.CreateDirectory(path + AtomicFile.Part);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(path, Encoding.UTF8.GetBytes("new")));
        Assert.Equal("old", File.ReadAllText(path));
    }

    public void Dispose() => folder.Dispose();
}
