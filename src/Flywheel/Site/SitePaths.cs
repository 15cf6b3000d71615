using Flywheel.State;

namespace Flywheel.Site;

/// <summary>Which page of the site shows a file of the repository.</summary>
internal static class SitePaths
{
    /// <param name="edition">Whose reports link to it: one leads to the other as they stood together.</param>
    /// <returns>Null where no page does.</returns>
    public static string? Page(ModelGlance model, Edition? edition, string path)
    {
        if (path == Ledger.Path(model.Name))
        {
            return Addresses.Model(model.Name);
        }

        var (folder, file) = (Path.GetDirectoryName(path)?.Replace('\\', '/'), Path.GetFileName(path));
        if (folder == $"{Editions.Folder}{model.Name}" && file.EndsWith(Editions.Report, StringComparison.Ordinal))
        {
            var name = file[..^Editions.Report.Length];
            return (edition is null ? model.Reports.Newest(name) : model.Reports.Of(edition, name))?.Address;
        }

        return
            folder == $"models/{model.Name}"
            && Path.GetExtension(file) is ".yaml" or ".md"
            && model.Versions.Any(version => version.Name == Path.GetFileNameWithoutExtension(file))
            ? Addresses.Version(model.Name, Path.GetFileNameWithoutExtension(file))
            : null;
    }
}
