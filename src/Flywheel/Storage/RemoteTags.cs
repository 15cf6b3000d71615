using System.Text.Json;

namespace Flywheel.Storage;

/// <summary>What a remote said of each document when it was fetched: while it says the same, the cached one is good.</summary>
public sealed class RemoteTags
{
    private readonly string path;
    private readonly Dictionary<string, string> tags;

    public RemoteTags(FolderStore cache)
    {
        path = Path.Combine(cache.Root, "remote-tags.json");
        tags = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))! : [];
    }

    public bool Is(string name, string tag) => tag.Length > 0 && tags.TryGetValue(name, out var known) && known == tag;

    public void Keep(string name, string tag)
    {
        if (tag.Length > 0)
        {
            tags[name] = tag;
            Save();
        }
    }

    public void Forget(string name)
    {
        if (tags.Remove(name))
        {
            Save();
        }
    }

    private void Save() => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(tags));
}
