using System.Text;
using Flywheel.Storage;

namespace Flywheel.State;

/// <summary>The working tree on disk. A file that is being written stands beside its place as <c>*.part</c>, which git ignores and the next write takes.</summary>
public sealed class WorkingTree(string root) : IWorkingTree
{
    /// <summary>In the name of what lies beside a file because it differs; git ignores it, and so does every list.</summary>
    private const string Received = ".received.";

    public string? Read(string path)
    {
        var full = Path.Combine(root, path);
        return File.Exists(full) ? File.ReadAllText(full).ReplaceLineEndings("\n") : null;
    }

    public string? ReadExactly(string path)
    {
        var full = Path.Combine(root, path);
        return File.Exists(full) ? File.ReadAllText(full) : null;
    }

    public IReadOnlyList<string> List(string folder)
    {
        var full = Path.Combine(root, folder);
        if (!Directory.Exists(full))
        {
            return [];
        }

        var paths = Directory
            .EnumerateFiles(full, "*", SearchOption.AllDirectories)
            .Where(file =>
                !file.EndsWith(AtomicFile.Part, StringComparison.Ordinal)
                && !Path.GetFileName(file).Contains(Received, StringComparison.Ordinal)
            )
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .ToList();
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    public void Write(string path, string text)
    {
        if (Read(path) == text)
        {
            return;
        }

        AtomicFile.Write(Path.Combine(root, path), Encoding.UTF8.GetBytes(text));
    }

    public void Delete(string path) => AtomicFile.Remove(Path.Combine(root, path));

    /// <summary>Removes what dead processes left beside the files that they were writing.</summary>
    public (int Count, long Bytes) Sweep(string folder, bool dryRun)
    {
        var full = new DirectoryInfo(Path.Combine(root, folder));
        var parts = full.Exists ? full.GetFiles("*" + AtomicFile.Part, SearchOption.AllDirectories) : [];
        var bytes = parts.Sum(part => part.Length);
        if (!dryRun)
        {
            Array.ForEach(parts, part => part.Delete());
        }

        return (parts.Length, bytes);
    }
}
