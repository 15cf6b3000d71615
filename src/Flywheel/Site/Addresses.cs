namespace Flywheel.Site;

/// <summary>Where each page stands in the site, and how one names another: relative, so that the folder may lie anywhere.</summary>
public static class Addresses
{
    public const string Start = "index.html";
    public const string Style = "site.css";
    public const string Script = "site.js";

    public static string Model(string model) => $"models/{Plain(model)}/index.html";

    public static string Version(string model, string version) => $"models/{Plain(model)}/versions/{Plain(version)}.html";

    /// <param name="edition">Name of the edition whose report it is.</param>
    public static string Report(string model, string report, string edition) =>
        $"models/{Plain(model)}/{Plain(report)}/{Plain(edition)}.html";

    /// <summary>A picture's, by what it shows: the same picture is there once.</summary>
    public static string Picture(string svg) => $"pictures/{Storage.Digest.Of(svg)[..16]}.svg";

    /// <summary>From one page to another.</summary>
    public static string Between(string from, string to)
    {
        var (here, there) = (from.Split('/'), to.Split('/'));
        var same = 0;
        while (same < here.Length - 1 && same < there.Length - 1 && here[same] == there[same])
        {
            same++;
        }

        return string.Join('/', Enumerable.Repeat("..", here.Length - 1 - same).Concat(there.Skip(same).Select(Uri.EscapeDataString)));
    }

    /// <summary>A name as a file system and an address take it everywhere: a turn's time of day has colons.</summary>
    private static string Plain(string name)
    {
        var plain = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]).Trim('.');

        // Two names that differ only in what was replaced stay apart.
        return plain == name ? plain : $"{plain}-{Storage.Digest.Of(name)[..6]}";
    }
}
