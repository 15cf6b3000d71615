namespace Flywheel.Storage;

/// <summary>A process's folder for files that are not finished; it goes with its process, or when the next one begins.</summary>
/// <remarks>
/// A lock on a file beside the folder says that its process lives: process numbers come again and mean nothing on another machine.
/// </remarks>
public sealed class ScratchFolder : IDisposable
{
    private const string Living = ".lock";
    private readonly FileStream life;
    private int files;

    /// <param name="store">Folder of the store.</param>
    public ScratchFolder(string store)
    {
        AtomicFile.MakeFolder(All(store));
        FileStream? taken = null;
        for (var number = 0; taken is null; number++)
        {
            Folder = Path.Combine(All(store), $"{Environment.ProcessId}-{number}");
            taken = Claim(Folder + Living);
        }

        life = taken;
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; } = "";

    /// <summary>A path at which no file is.</summary>
    public string NewFile() => Path.Combine(Folder, $"{Interlocked.Increment(ref files)}");

    /// <summary>Removes what dead processes left in a store.</summary>
    /// <param name="dryRun">Only counts.</param>
    /// <returns>Folders and their bytes.</returns>
    public static (int Count, long Bytes) Sweep(string store, bool dryRun = false)
    {
        if (!Directory.Exists(All(store)))
        {
            return (0, 0);
        }

        var (count, bytes) = (0, 0L);
        foreach (var life in Directory.GetFiles(All(store), "*" + Living))
        {
            using var dead = FileLock.TryTake(life);
            if (dead is null)
            {
                continue;
            }

            var folder = new DirectoryInfo(life[..^Living.Length]);
            if (folder.Exists)
            {
                count++;
                bytes += folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            }

            if (!dryRun)
            {
                Remove(folder.FullName);
            }
        }

        return (count, bytes);
    }

    public void Dispose()
    {
        Remove(Folder);
        life.Dispose();
    }

    private static string All(string store) => Path.Combine(store, "scratch");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        File.Delete(folder + Living);
    }

    /// <returns>The file, held; null where another process of this number has it, or took it away before it was held.</returns>
    private static FileStream? Claim(string life)
    {
        if (File.Exists(life))
        {
            return null;
        }

        var taken = FileLock.TryTake(life);
        if (taken is not null && !File.Exists(life))
        {
            taken.Dispose();
            return null;
        }

        return taken;
    }
}
