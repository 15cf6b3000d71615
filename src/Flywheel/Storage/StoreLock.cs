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

    private StoreLock(FileStream file) => this.file = file;

    /// <param name="root">Folder of the store.</param>
    /// <param name="name"><see cref="Turn"/> or <see cref="Backtest"/>.</param>
    /// <param name="holder">Who takes it, for the one that is refused: command, process, machine, since when.</param>
    /// <exception cref="RefusedException">Another process has it.</exception>
    public static StoreLock Take(string root, string name, string holder)
    {
        var path = Path.Combine(root, "locks", name);
        AtomicFile.MakeFolder(Path.GetDirectoryName(path)!);
        var held = new StoreLock(FileLock.TryTake(path) ?? throw Refused(name, path));
        File.WriteAllText(Holder(path), holder);
        return held;
    }

    public void Dispose() => file.Dispose();

    /// <summary>The file that says who holds another one, which itself nobody may read meanwhile.</summary>
    private static string Holder(string path) => path + ".holder";

    private static RefusedException Refused(string name, string path)
    {
        var holder =
            File.Exists(Holder(path)) && File.ReadAllText(Holder(path)) is { Length: > 0 } told ? told : "a process that has just begun";
        return new(
            ExitCode.Lacking,
            $"another {name} holds the store: {holder}. Wait for it to end, and type the same command again. "
                + "The lock ends with its process, so there is nothing to remove."
        );
    }
}
