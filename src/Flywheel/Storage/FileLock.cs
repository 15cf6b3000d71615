namespace Flywheel.Storage;

/// <summary>A file that one process at a time holds open: the operating system lets go of it when the process ends, however it ends.</summary>
/// <remarks>On Unix .NET takes flock(2) for what is shared with nobody. Nobody can read such a file meanwhile, not even to learn who holds it.</remarks>
public static class FileLock
{
    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    /// <returns>The held file, or null where another process holds it.</returns>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException busy) when (Busy.Contains(busy.HResult))
        {
            return null;
        }
    }
}
