using System.Text;

namespace Flywheel.State;

/// <summary>The working tree on disk.</summary>
public sealed class WorkingTree(string root) : IWorkingTree
{
    public string? Read(string path)
    {
        var full = Path.Combine(root, path);
        return File.Exists(full) ? File.ReadAllText(full).ReplaceLineEndings("\n") : null;
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

        var full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var part = full + ".part";
        using (var stream = File.Create(part))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, full, overwrite: true);
    }

    public void Delete(string path)
    {
        var full = Path.Combine(root, path);
        if (File.Exists(full))
        {
            File.Delete(full);
        }
    }
}
