using System.Text;

namespace Flywheel.Cli.Adapters;

/// <summary>A folder that holds a site and nothing else: what the last one left and this one does not have is removed.</summary>
public sealed class SiteFolder(string path)
{
    /// <summary>Written into each site, so that no other folder is ever cleared.</summary>
    private const string Mark = ".flywheel-site";

    /// <exception cref="RefusedException">The folder holds something else.</exception>
    public void Write(IReadOnlyDictionary<string, string> site)
    {
        var mark = Path.Combine(path, Mark);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(mark))
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{path} holds files that no site left there, and a site replaces what is in its folder. Name an empty folder or a new one: flywheel site --to FOLDER"
            );
        }

        Directory.CreateDirectory(path);
        File.WriteAllText(mark, "");
        var kept = site.Keys.Select(Full).Append(mark).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => !kept.Contains(file)))
        {
            File.Delete(file);
        }

        foreach (var (address, text) in site)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(address))!);
            File.WriteAllText(Full(address), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    private string Full(string address) => Path.Combine(path, address.Replace('/', Path.DirectorySeparatorChar));
}
