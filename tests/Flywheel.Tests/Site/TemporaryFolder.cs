namespace Flywheel.Tests.Site;

/// <summary>An empty folder; gone when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flywheel-site-").FullName;

    /// <summary>Deletes a folder of git's, whose objects may not be written to.</summary>
    public static void Delete(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(folder, recursive: true);
    }

    public void Dispose() => Delete(Path);
}
