using Flywheel.Storage;
using Flywheel.Tests.DuckDb;

namespace Flywheel.Tests.Storage;

/// <summary>The store over a remote, here one in memory that can fail and counts what it is asked.</summary>
public sealed class CommandStoreTests : IDisposable
{
    private readonly TemporaryFolder machine = new();
    private readonly TemporaryFolder otherMachine = new();
    private readonly MemoryRemote remote = new();

    [Fact]
    public void What_one_machine_puts_another_one_finds()
    {
        var store = new CommandStore(new FolderStore(machine.Path), remote);
        var hash = store.Put("abc"u8);
        store.Write("logs/shop/a.json", "one");
        store.Flush();

        var other = new CommandStore(new FolderStore(otherMachine.Path), remote);

        Assert.True(other.Has(hash));
        Assert.Equal("abc", File.ReadAllText(other.PathOf(hash)));
        Assert.Equal("one", other.Read("logs/shop/a.json"));
        Assert.Equal(["logs/shop/a.json"], other.List("logs/shop"));
        Assert.Empty(other.List("logs/sho"));
        Assert.Null(other.Read("logs/shop/b.json"));
    }

    [Fact]
    public void A_document_that_another_machine_replaced_is_not_read_from_the_cache()
    {
        Write("turns/a.json", "old");
        Assert.Equal("old", new CommandStore(new FolderStore(otherMachine.Path), remote).Read("turns/a.json"));

        Write("turns/a.json", "new");

        Assert.Equal("new", new CommandStore(new FolderStore(otherMachine.Path), remote).Read("turns/a.json"));
    }

    [Fact]
    public void What_is_as_the_cache_knows_it_is_not_fetched_again()
    {
        Write("turns/a.json", "same");
        new CommandStore(new FolderStore(otherMachine.Path), remote).Read("turns/a.json");
        remote.Asked.Clear();

        var again = new CommandStore(new FolderStore(otherMachine.Path), remote);
        again.Read("turns/a.json");
        again.Read("turns/a.json");

        Assert.Equal(["list "], remote.Asked);
    }

    [Fact]
    public void Without_tags_a_document_is_fetched_once_a_process_and_what_is_named_by_its_content_never_again()
    {
        remote.Tags = false;
        var writer = new CommandStore(new FolderStore(machine.Path), remote);
        writer.Write("turns/a.json", "text");
        writer.Write("by-content/trainings/1.json", "trained");
        writer.Flush();
        remote.Asked.Clear();

        var reader = new CommandStore(new FolderStore(machine.Path), remote);
        reader.Read("turns/a.json");
        reader.Read("turns/a.json");
        reader.Read("by-content/trainings/1.json");

        Assert.Equal(["list ", "get documents/turns/a.json"], remote.Asked);
    }

    [Fact]
    public void An_object_is_put_once_and_before_the_document_that_names_it()
    {
        var store = new CommandStore(new FolderStore(machine.Path), remote);
        store.Write("turns/a.json", "nothing yet");
        store.Write("turns/a.json", store.Put("abc"u8));
        store.Put("abc"u8);
        Assert.Equal(["list "], remote.Asked);

        store.Flush();
        store.Flush();

        var hash = remote.Files["documents/turns/a.json"];
        Assert.Equal(["list ", $"put objects/{hash[..2]}/{hash[2..]} documents/turns/a.json"], remote.Asked);
    }

    [Fact]
    public void Nothing_has_a_name_here_that_the_remote_did_not_take()
    {
        var store = new CommandStore(new FolderStore(machine.Path), remote);
        Write("turns/a.json", "before");
        Assert.Equal(["turns/a.json"], store.List(""));
        remote.Fails = true;

        store.Write("turns/a.json", "text");
        var hash = store.Put("abc"u8);
        Assert.Equal(("text", "abc"), (store.Read("turns/a.json"), File.ReadAllText(store.PathOf(hash))));
        Assert.Throws<RefusedException>(store.Flush);
        remote.Fails = false;

        var next = new CommandStore(new FolderStore(machine.Path), remote);
        Assert.Equal("before", next.Read("turns/a.json"));
        Assert.False(next.Has(hash));
        next.Put("abc"u8);
        next.Flush();
        Assert.True(new CommandStore(new FolderStore(otherMachine.Path), remote).Has(hash));
    }

    [Fact]
    public void Other_bytes_than_were_put_are_refused()
    {
        var store = new CommandStore(new FolderStore(machine.Path), remote);
        var hash = store.Put("abc"u8);
        store.Flush();
        remote.Files[$"objects/{hash[..2]}/{hash[2..]}"] = "abd";

        var other = new CommandStore(new FolderStore(otherMachine.Path), remote);

        var refused = Assert.Throws<RefusedException>(() => other.PathOf(hash));
        Assert.Equal(ExitCode.Lacking, refused.Code);
        Assert.Contains("do not match their SHA-256", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_deleted_is_gone_on_every_machine_that_looks_again()
    {
        var store = new CommandStore(new FolderStore(machine.Path), remote);
        var hash = store.Put("abc"u8);
        store.Write("turns/a.json", hash);

        store.Delete("turns/a.json");
        store.Discard(hash);

        Assert.Empty(remote.Files);
        var again = new CommandStore(new FolderStore(machine.Path), remote);
        Assert.Null(again.Read("turns/a.json"));
        Assert.False(again.Has(hash));
        Assert.Empty(again.Objects());
    }

    private void Write(string name, string text)
    {
        var store = new CommandStore(new FolderStore(machine.Path), remote);
        store.Write(name, text);
        store.Flush();
    }

    public void Dispose()
    {
        machine.Dispose();
        otherMachine.Dispose();
    }

    private sealed class MemoryRemote : IRemote
    {
        private int puts;
        private readonly Dictionary<string, int> version = new(StringComparer.Ordinal);

        public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

        public List<string> Asked { get; } = [];

        public bool Tags { get; set; } = true;

        public bool Fails { get; set; }

        public void Put(IReadOnlyList<(string Name, string File)> files)
        {
            Ask($"put {string.Join(' ', files.Select(file => file.Name))}");
            foreach (var (name, file) in files)
            {
                Files[name] = File.ReadAllText(file);
                version[name] = puts++;
            }
        }

        public bool Get(string name, string file)
        {
            Ask($"get {name}");
            if (!Files.TryGetValue(name, out var text))
            {
                return false;
            }

            File.WriteAllText(file, text);
            return true;
        }

        public IReadOnlyList<RemoteFile> List(string prefix)
        {
            Ask($"list {prefix}");
            return
            [
                .. Files
                    .Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(file => new RemoteFile(file.Key, file.Value.Length, Tags ? $"{version[file.Key]}" : "")),
            ];
        }

        public void Delete(string name)
        {
            Ask($"delete {name}");
            Files.Remove(name);
        }

        private void Ask(string what)
        {
            Asked.Add(what);
            if (Fails)
            {
                throw new RefusedException(ExitCode.Lacking, "The remote is away.");
            }
        }
    }
}
