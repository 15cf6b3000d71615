namespace Flywheel.Storage;

/// <summary>A file that one process at a time holds open: the operating system lets go of it when the process ends, however it ends.</summary>
public static class FileLock
{
    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    // On Unix .NET locks (flock) only what is shared with nobody; readers that share everything ask for no lock and get in.
    private static FileShare Alone => OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;

    /// <returns>The held file, or null where another process holds it.</returns>
    public static FileStream? TryTake(string path, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, Alone, bufferSize: 1);
        }
        catch (IOException busy) when (Busy.Contains(busy.HResult))
        {
            return null;
        }
    }
}
