using System.Runtime.InteropServices;

namespace Flywheel.Storage;

/// <summary>Files that are there whole or not at all, and stay there when the machine stops: temporary file, fsync, rename, fsync of the folder.</summary>
/// <remarks>
/// POSIX promises a new name only once the folder that holds it is flushed too (fsync(2), "Calling fsync() does not necessarily
/// ensure that the entry in the directory containing the file has also reached disk").
/// </remarks>
public static partial class AtomicFile
{
    /// <summary>End of the name of a file that is being written beside the one it will replace; git ignores it.</summary>
    public const string Part = ".part";

    /// <summary>Writes a file under a temporary name and then gives it its own.</summary>
    /// <param name="part">The temporary name, in the same file system; what a dead process left there is overwritten.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes, string? part = null)
    {
        part ??= path + Part;
        MakeFolder(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(part, bytes);
        Place(part, path);
    }

    /// <summary>Gives a file that is written to its end its own name, replacing the file of that name.</summary>
    public static void Place(string part, string path)
    {
        using (var stream = File.Open(part, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        MakeFolder(folder);
        File.Move(part, path, overwrite: true);
        FlushFolder(folder);
    }

    /// <summary>Makes a folder and those above it, so that they stay.</summary>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var above = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (above is not null)
        {
            MakeFolder(above);
        }

        Directory.CreateDirectory(folder);
        if (above is not null)
        {
            FlushFolder(above);
        }
    }

    /// <summary>Removes a file, if it is there, so that it stays away.</summary>
    public static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
            FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
    }

    /// <summary>Makes the names in a folder last. Windows keeps a journal of names and has no such call.</summary>
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no folders, so this is the C library's own open, fsync and close.
        var handle = Open(folder, 0);
        if (handle < 0)
        {
            throw Failed(folder);
        }

        try
        {
            // Some file systems of the network cannot flush a folder and say EINVAL; there is nothing more to do there.
            if (Flush(handle) != 0 && Marshal.GetLastPInvokeError() != Invalid)
            {
                throw Failed(folder);
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private const int Invalid = 22;

    private static IOException Failed(string folder) =>
        new($"{folder} cannot be flushed to the disk: {Marshal.GetLastPInvokeErrorMessage()}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
