using System.Text;
using Flywheel.Storage;
using Flywheel.Tests.DuckDb;

namespace Flywheel.Tests.Storage;

public sealed class FolderStoreTests : IDisposable
{
    /// <summary>SHA-256 of "abc": FIPS 180-2, appendix B.1.</summary>
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private readonly TemporaryFolder folder = new();
    private readonly FolderStore store;

    public FolderStoreTests() => store = new(folder.Path);

    [Fact]
    public void Bytes_are_known_by_their_SHA_256_and_equal_ones_are_kept_once()
    {
        Assert.Equal(Abc, store.Put("abc"u8));
        Assert.Equal(Abc, store.Put("abc"u8));
        Assert.NotEqual(Abc, store.Put("abd"u8));

        Assert.Equal("abc", File.ReadAllText(store.PathOf(Abc)));
        Assert.Equal(2, Directory.GetFiles(folder.File("objects"), "*", SearchOption.AllDirectories).Length);
        Assert.Empty(Unfinished());
    }

    [Fact]
    public void A_file_that_was_taken_is_gone_and_its_bytes_are_there()
    {
        var file = folder.File("taken");
        File.WriteAllText(file, "abc");

        var hash = store.Take(file);

        Assert.Equal(Abc, hash);
        Assert.False(File.Exists(file));
        Assert.True(store.Has(Abc));
    }

    [Fact]
    public void A_file_whose_bytes_are_there_already_is_gone_too()
    {
        store.Put("abc"u8);
        var file = folder.File("again");
        File.WriteAllText(file, "abc");

        store.Take(file);

        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_damaged_object_is_named_and_refused()
    {
        store.Put("abc"u8);
        File.WriteAllText(folder.File($"objects/ba/{Abc[2..]}"), "abd");

        var damaged = Assert.Throws<DamagedObjectException>(() => new FolderStore(folder.Path).PathOf(Abc));

        Assert.Equal(Abc, damaged.Hash);
        Assert.Equal($"{Path.GetFileName(folder.Path)}/objects/ba/{Abc[2..]}", damaged.Path);
        Assert.Equal($"{damaged.Path}: the bytes do not match their SHA-256", damaged.Message);
    }

    [Fact]
    public void Putting_the_bytes_again_mends_a_damaged_object()
    {
        store.Put("abc"u8);
        File.WriteAllText(folder.File($"objects/ba/{Abc[2..]}"), "abd");
        var later = new FolderStore(folder.Path);

        later.Put("abc"u8);

        Assert.Equal("abc", File.ReadAllText(later.PathOf(Abc)));
    }

    [Fact]
    public void A_missing_object_is_named_and_refused_even_after_it_was_seen()
    {
        store.Put("abc"u8);
        File.Delete(store.PathOf(Abc));

        var missing = Assert.Throws<DamagedObjectException>(() => store.PathOf(Abc));

        Assert.False(store.Has(Abc));
        Assert.EndsWith("the store lacks this object", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_is_replaced_whole()
    {
        store.Write("turns/a.json", "a long first text");
        store.Write("turns/a.json", "second");

        Assert.Equal("second", store.Read("turns/a.json"));
        Assert.Null(store.Read("turns/b.json"));
        Assert.Empty(Unfinished());
    }

    [Fact]
    public void A_document_keeps_its_bytes_without_a_mark_before_them()
    {
        store.Write("a", "Zürich\n");

        Assert.Equal(Encoding.UTF8.GetBytes("Zürich\n"), File.ReadAllBytes(folder.File("documents/a")));
    }

    [Fact]
    public void Names_are_listed_in_byte_order_below_a_prefix_only()
    {
        foreach (var name in new[] { "logs/b/2.json", "logs/a/10.json", "logs/a/9.json", "logs/B.json", "logsmith.json" })
        {
            store.Write(name, "");
        }

        Assert.Equal(["logs/B.json", "logs/a/10.json", "logs/a/9.json", "logs/b/2.json"], store.List("logs"));
        Assert.Equal(["logs/a/10.json", "logs/a/9.json"], store.List("logs/a"));
        Assert.Empty(store.List("reports"));
    }

    [Fact]
    public void An_area_has_documents_of_its_own_and_shares_the_objects()
    {
        var replay = new FolderStore(folder.Path, "replay");
        store.Write("turns/a.json", "production");
        replay.Write("turns/a.json", "replay");
        replay.Put("abc"u8);

        Assert.Equal("production", store.Read("turns/a.json"));
        Assert.Equal("replay", replay.Read("turns/a.json"));
        Assert.Equal(["turns/a.json"], replay.List("turns"));
        Assert.Equal("abc", File.ReadAllText(store.PathOf(Abc)));
    }

    [Fact]
    public void What_is_named_by_its_content_is_read_and_listed_in_every_area()
    {
        var replay = new FolderStore(folder.Path, "replay");

        replay.Write("by-content/trainings/1.json", "trained");

        Assert.Equal("trained", store.Read("by-content/trainings/1.json"));
        Assert.Equal("trained", new FolderStore(folder.Path, "another").Read("by-content/trainings/1.json"));
        Assert.Equal(["by-content/trainings/1.json"], replay.List("by-content/trainings"));
        Assert.Equal(["by-content/trainings/1.json"], store.List("by-content/trainings"));
    }

    [Fact]
    public void Two_scratch_files_never_have_one_path()
    {
        var (one, other) = (store.Scratch(), store.Scratch());

        Assert.NotEqual(one, other);
        Assert.False(File.Exists(one));
    }

    public void Dispose() => folder.Dispose();

    private IEnumerable<string> Unfinished() =>
        Directory.GetDirectories(folder.File("scratch")).SelectMany(scratch => Directory.GetFiles(scratch));
}
