using Flywheel.Storage;
using Flywheel.Tests.DuckDb;

namespace Flywheel.Tests.Storage;

public sealed class ScratchFolderTests : IDisposable
{
    private readonly TemporaryFolder store = new();

    [Fact]
    public void A_folder_goes_with_its_owner()
    {
        var scratch = new ScratchFolder(store.Path);
        File.WriteAllText(scratch.NewFile(), "unfinished");

        scratch.Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(store.File("scratch")));
    }

    [Fact]
    public void Only_what_the_dead_left_is_removed()
    {
        using var living = new ScratchFolder(store.Path);
        var kept = living.NewFile();
        File.WriteAllText(kept, "unfinished");
        Directory.CreateDirectory(store.File("scratch/4711-0/duckdb"));
        File.WriteAllText(store.File("scratch/4711-0/duckdb/spilled"), "left behind");
        File.WriteAllText(store.File("scratch/4711-0.lock"), "");

        var wouldFree = ScratchFolder.Sweep(store.Path, dryRun: true);
        var there = Directory.Exists(store.File("scratch/4711-0"));
        var freed = ScratchFolder.Sweep(store.Path);

        Assert.True(there);
        Assert.Equal((1, 11), wouldFree);
        Assert.Equal((1, 11), freed);
        Assert.True(File.Exists(kept));
        Assert.Equal([living.Folder], Directory.GetDirectories(store.File("scratch")));
        Assert.Equal((0, 0), ScratchFolder.Sweep(store.Path));
    }

    [Fact]
    public void Two_folders_of_one_process_are_two()
    {
        using var one = new ScratchFolder(store.Path);
        using var other = new ScratchFolder(store.Path);

        Assert.NotEqual(one.Folder, other.Folder);
    }

    public void Dispose() => store.Dispose();
}
