namespace Flywheel.Storage;

/// <summary>A store elsewhere, with a folder of this machine as its cache: the remote is the truth, and the cache may be lost.</summary>
/// <remarks>
/// Bytes are put into the remote before they have a name here, and objects before the documents that name them, so that a process
/// that dies loses nothing that was said to be stored. What the remote holds is listed once a process: that no other machine writes
/// meanwhile is the scheduler's to see to, e.g. by the workflow's concurrency group; the lock is of this machine's cache.
/// </remarks>
/// <param name="cache">Checks every object that it is given against its hash.</param>
public sealed class CommandStore(FolderStore cache, IRemote remote) : IStore
{
    private const string Documents = "documents/";
    private const string ObjectsFolder = "objects/";

    private readonly RemoteTags tags = new(cache);
    private readonly HashSet<string> fresh = new(StringComparer.Ordinal);
    private SortedDictionary<string, RemoteFile>? listed;

    private SortedDictionary<string, RemoteFile> Names =>
        listed ??= new(remote.List("").ToDictionary(file => file.Name), StringComparer.Ordinal);

    public string Take(string file)
    {
        var hash = FolderStore.HashOf(file);
        if (!Has(hash))
        {
            Upload(ObjectName(hash), file);
        }

        return cache.Take(file);
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

    public void Write(string name, string text)
    {
        var file = Scratch();
        File.WriteAllText(file, text);
        Upload(Documents + name, file);
        File.Delete(file);
        cache.Write(name, text);
        fresh.Add(name);
        tags.Forget(name);
    }

    public string? Read(string name)
    {
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
        if (Has(hash))
        {
            remote.Delete(ObjectName(hash));
            Names.Remove(ObjectName(hash));
        }

        cache.Discard(hash);
    }

    public string Scratch() => cache.Scratch();

    private void Upload(string name, string file)
    {
        remote.Put(name, file);
        Names[name] = new(name, new FileInfo(file).Length);
    }

    /// <summary>What is named by its content never changes; of the rest, what this process saw, and what the remote says is as it was.</summary>
    private bool IsFresh(string name, RemoteFile known) =>
        cache.Read(name) is not null
        && (fresh.Contains(name) || name.StartsWith(IStore.ByContent, StringComparison.Ordinal) || tags.Is(name, known.Tag));

    private static string ObjectName(string hash) => $"{ObjectsFolder}{hash[..2]}/{hash[2..]}";

    private static string HashIn(string name) => name[ObjectsFolder.Length..].Replace("/", "", StringComparison.Ordinal);
}
