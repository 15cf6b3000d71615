namespace Flywheel.Site.Writing;

/// <summary>What a link within a file of the repository names.</summary>
internal static class RepositoryPath
{
    /// <param name="folder">Of the file, e.g. <c>reports/flights</c>.</param>
    /// <param name="link">As the file writes it.</param>
    /// <returns>The path from the repository's root; null for what lies outside, such as an address of the web.</returns>
    public static string? Of(string folder, string link)
    {
        var path = link.Split('#', '?')[0];
        if (
            path.Length == 0
            || path.StartsWith('/')
            || path.Contains(':', StringComparison.Ordinal)
            || path.Contains('\\', StringComparison.Ordinal)
        )
        {
            return null;
        }

        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in Uri.UnescapeDataString(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
            {
                return null;
            }

            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
