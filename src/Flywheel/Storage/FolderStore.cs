using System.Security.Cryptography;
using System.Text;

namespace Flywheel.Storage;

/// <summary>A store in a folder: <c>objects/ab/cdef…</c> by hash, <c>documents/…</c> by name.</summary>
/// <remarks>Every write is atomic (<see cref="AtomicFile"/>): a turn that dies leaves no half file under a name.</remarks>
public sealed class FolderStore : IStore
{
    private readonly string documents;
    private readonly string facts;
    private readonly Lazy<ScratchFolder> scratch;
    private readonly HashSet<string> intact = new(StringComparer.Ordinal);

    /// <param name="root">Folder of the store; made when missing.</param>
    /// <param name="area">Folder below it that keeps documents apart, such as a replay's; objects are shared.</param>
    /// <param name="scratch">Where files are written before they have a name; a folder of its own without it.</param>
    public FolderStore(string root, string area = "documents", ScratchFolder? scratch = null)
    {
        Root = Path.GetFullPath(root);
        documents = Path.Combine(Root, area);
        facts = Path.Combine(Root, "documents");
        this.scratch = new(() => scratch ?? new(Root));
        AtomicFile.MakeFolder(Path.Combine(Root, "objects"));
        AtomicFile.MakeFolder(documents);
    }

    public string Root { get; }

    public string Take(string file)
    {
        var hash = HashOf(file);
        var path = ObjectPath(hash);
        if (IsIntact(hash))
        {
            File.Delete(file);
        }
        else
        {
            AtomicFile.Place(file, path);
        }

        intact.Add(hash);
        return hash;
    }

    public string Put(ReadOnlySpan<byte> bytes)
    {
        var file = Scratch();
        File.WriteAllBytes(file, bytes);
        return Take(file);
    }

    public bool Has(string hash) => File.Exists(ObjectPath(hash));

    public string PathOf(string hash)
    {
        var path = ObjectPath(hash);
        if (!File.Exists(path))
        {
            throw new DamagedObjectException(hash, Shown(path), "the store lacks this object");
        }

        return IsIntact(hash) ? path : throw new DamagedObjectException(hash, Shown(path), "the bytes do not match their SHA-256");
    }

    public void Write(string name, string text) => AtomicFile.Write(DocumentPath(name), Encoding.UTF8.GetBytes(text), Scratch());

    public string? Read(string name)
    {
        var path = DocumentPath(name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    public IReadOnlyList<string> List(string prefix)
    {
        var area = Area(prefix + "/");
        var folder = Path.Combine(area, prefix);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var names = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(area, file).Replace('\\', '/'))
            .ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public void Delete(string name) => AtomicFile.Remove(DocumentPath(name));

    public IReadOnlyList<StoredObject> Objects()
    {
        var objects = new DirectoryInfo(Path.Combine(Root, "objects"))
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new StoredObject(file.Directory!.Name + file.Name, file.Length))
            .ToList();
        objects.Sort((one, other) => string.CompareOrdinal(one.Hash, other.Hash));
        return objects;
    }

    public void Discard(string hash)
    {
        intact.Remove(hash);
        AtomicFile.Remove(ObjectPath(hash));
    }

    public string Scratch() => scratch.Value.NewFile();

    private bool IsIntact(string hash)
    {
        if (intact.Contains(hash))
        {
            return File.Exists(ObjectPath(hash));
        }

        if (!Has(hash) || HashOf(ObjectPath(hash)) != hash)
        {
            return false;
        }

        intact.Add(hash);
        return true;
    }

    /// <summary>What is named by its content is true in every area.</summary>
    private string Area(string name) => name.StartsWith(IStore.ByContent, StringComparison.Ordinal) ? facts : documents;

    private string DocumentPath(string name) => Path.Combine(Area(name), name);

    private string ObjectPath(string hash) => Path.Combine(Root, "objects", hash[..2], hash[2..]);

    private string Shown(string path) => Path.Combine(Path.GetFileName(Root), Path.GetRelativePath(Root, path)).Replace('\\', '/');

    internal static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
