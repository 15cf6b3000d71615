using System.Text;

namespace Flywheel.Storage;

/// <summary>The right to write to a store: one process has it at a time, and the one that is refused learns who.</summary>
/// <remarks>It lasts as long as its process: after kill -9 there is nothing to remove. On a shared folder it holds as far as flock does.</remarks>
public sealed class StoreLock : IDisposable
{
    /// <summary>What turns, gathers, freezes and cleans.</summary>
    public const string Turn = "turn";

    /// <summary>What replays history beside it.</summary>
    public const string Backtest = "backtest";

    private readonly FileStream file;

    private StoreLock(FileStream file, string holder)
    {
        this.file = file;
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(holder));
        file.Flush();
    }

    /// <param name="root">Folder of the store.</param>
    /// <param name="name"><see cref="Turn"/> or <see cref="Backtest"/>.</param>
    /// <param name="holder">Who takes it, for the one that is refused: command, process, machine, since when.</param>
    /// <exception cref="RefusedException">Another process has it.</exception>
    public static StoreLock Take(string root, string name, string holder)
    {
        var path = Path.Combine(root, "locks", name);
        AtomicFile.MakeFolder(Path.GetDirectoryName(path)!);
        return new(FileLock.TryTake(path) ?? throw Held(name, path), holder);
    }

    public void Dispose() => file.Dispose();

    private static RefusedException Held(string name, string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var holder = reader.ReadToEnd() is { Length: > 0 } told ? told : "a process that has just begun";
        return new(
            ExitCode.Lacking,
            $"another {name} holds the store: {holder}. Wait for it to end, and type the same command again. "
                + "The lock ends with its process, so there is nothing to remove."
        );
    }
}
