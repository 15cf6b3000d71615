namespace Flywheel.Tests.Infra;

/// <summary>Where the repository stands on this machine.</summary>
public static class Repository
{
    /// <summary>Its root: the nearest folder above the tests' assembly that holds the build.</summary>
    // Not by [CallerFilePath]: a path map, as in deterministic builds, hides where sources stand.
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (
            folder is not null
            && !File.Exists(Path.Combine(folder.FullName, "cake.cs"))
            && !File.Exists(Path.Combine(folder.FullName, "build.sh"))
        )
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds cake.cs or build.sh.");
    }
}
