using Flywheel.State;

namespace Flywheel.Turns;

/// <summary>A working tree that tells which files are read.</summary>
internal sealed class ToldFiles(IWorkingTree files, Action<string> read) : IWorkingTree
{
    public string? Read(string path)
    {
        read(InputValues.OfFile(path));
        return files.Read(path);
    }

    public string? ReadExactly(string path)
    {
        read(InputValues.OfFile(path));
        return files.ReadExactly(path);
    }

    public IReadOnlyList<string> List(string folder)
    {
        read(InputValues.OfFolder(folder));
        return files.List(folder);
    }

    public void Write(string path, string text) => files.Write(path, text);

    public void Delete(string path) => files.Delete(path);
}
