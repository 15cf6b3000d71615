using System.Text;

namespace Flywheel.Storage;

/// <summary>A store elsewhere, with a folder of this machine as its cache: the remote is the truth, and the cache may be lost.</summary>
/// <remarks>
/// What is written waits and is put together by <see cref="Flush"/>, objects before the documents that name them: a remote such as a
/// branch of git takes one push for many files. A process that dies before has stored nothing, and another one sees nothing of it.
/// What the remote holds is listed once a process: that no other machine writes meanwhile is the scheduler's to see to, e.g. by the
/// workflow's concurrency group; the lock is of this machine's cache.
/// </remarks>
/// <param name="cache">Checks every object that it is given against its hash.</param>
public sealed class CommandStore(FolderStore cache, IRemote remote) : IStore
{
    private const string Documents = "documents/";
    private const string ObjectsFolder = "objects/";

    private readonly RemoteTags tags = new(cache);
    private readonly HashSet<string> fresh = new(StringComparer.Ordinal);

    /// <summary>What the remote has yet to take, in its order: a document with its text, an object with none, since its bytes are in the cache.</summary>
    private readonly OrderedDictionary<string, string?> waiting = new(StringComparer.Ordinal);
    private SortedDictionary<string, RemoteFile>? listed;
    private bool failed;

    private SortedDictionary<string, RemoteFile> Names =>
        listed ??= new(remote.List("").ToDictionary(file => file.Name), StringComparer.Ordinal);

    public string Take(string file)
    {
        var bytes = new FileInfo(file).Length;
        var hash = cache.Take(file);
        if (!Has(hash))
        {
            Await(ObjectName(hash), bytes, null);
        }

        return hash;
    }

    public string Put(ReadOnlySpan<byte> bytes)
    {
        var file = Scratch();
        File.WriteAllBytes(file, bytes);
        return Take(file);
    }

    public bool Has(string hash) => Names.ContainsKey(ObjectName(hash));

    public string PathOf(string hash)
    {
        if (!cache.Has(hash))
        {
            var file = Scratch();
            if (!remote.Get(ObjectName(hash), file))
            {
                throw new DamagedObjectException(hash, ObjectName(hash), "the store lacks this object");
            }

            if (FolderStore.HashOf(file) != hash)
            {
                throw new RefusedException(
                    ExitCode.Lacking,
                    $"the store's command gave bytes for {ObjectName(hash)} that do not match their SHA-256. "
                        + "Type the same command again; if it says the same, delete that name in the store: what can be made again is."
                );
            }

            cache.Take(file);
        }

        return cache.PathOf(hash);
    }

    public void Write(string name, string text) => Await(Documents + name, Encoding.UTF8.GetByteCount(text), text);

    public void Flush()
    {
        if (waiting.Count == 0 || failed)
        {
            return;
        }

        // A command that failed ends the process, and is not asked again on the way out.
        failed = true;
        remote.Put([.. waiting.Select(file => (file.Key, file.Value is { } text ? Written(text) : cache.PathOf(HashIn(file.Key))))]);
        foreach (var (file, text) in waiting.Where(file => file.Value is not null))
        {
            var name = file[Documents.Length..];
            cache.Write(name, text!);
            fresh.Add(name);
            tags.Forget(name);
        }

        waiting.Clear();
        failed = false;
    }

    public string? Read(string name)
    {
        if (waiting.TryGetValue(Documents + name, out var text))
        {
            return text;
        }

        if (!Names.TryGetValue(Documents + name, out var known))
        {
            return null;
        }

        if (!IsFresh(name, known))
        {
            var file = Scratch();
            if (!remote.Get(known.Name, file))
            {
                return null;
            }

            cache.Write(name, File.ReadAllText(file));
            File.Delete(file);
            fresh.Add(name);
            tags.Keep(name, known.Tag);
        }

        return cache.Read(name);
    }

    public IReadOnlyList<string> List(string prefix)
    {
        var folder = prefix.Length == 0 ? Documents : $"{Documents}{prefix}/";
        return [.. Names.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name => name[Documents.Length..])];
    }

    public void Delete(string name)
    {
        Flush();
        remote.Delete(Documents + name);
        Names.Remove(Documents + name);
        cache.Delete(name);
        tags.Forget(name);
    }

    /// <summary>The remote's objects, and those of the cache that it lacks.</summary>
    public IReadOnlyList<StoredObject> Objects() =>
        [
            .. Names
                .Values.Where(file => file.Name.StartsWith(ObjectsFolder, StringComparison.Ordinal))
                .Select(file => new StoredObject(HashIn(file.Name), file.Bytes))
                .Concat(cache.Objects().Where(held => !Has(held.Hash)))
                .OrderBy(held => held.Hash, StringComparer.Ordinal),
        ];

    public void Discard(string hash)
    {
        Flush();
        if (Has(hash))
        {
            remote.Delete(ObjectName(hash));
            Names.Remove(ObjectName(hash));
        }

        cache.Discard(hash);
    }

    public string Scratch() => cache.Scratch();

    /// <summary>A document that is written again waits behind the objects that it names now.</summary>
    private void Await(string name, long bytes, string? text)
    {
        Names[name] = new(name, bytes);
        waiting.Remove(name);
        waiting.Add(name, text);
    }

    private string Written(string text)
    {
        var file = Scratch();
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>What is named by its content never changes; of the rest, what this process saw, and what the remote says is as it was.</summary>
    private bool IsFresh(string name, RemoteFile known) =>
        cache.Read(name) is not null
        && (fresh.Contains(name) || name.StartsWith(IStore.ByContent, StringComparison.Ordinal) || tags.Is(name, known.Tag));

    private static string ObjectName(string hash) => $"{ObjectsFolder}{hash[..2]}/{hash[2..]}";

    private static string HashIn(string name) => name[ObjectsFolder.Length..].Replace("/", "", StringComparison.Ordinal);
}
