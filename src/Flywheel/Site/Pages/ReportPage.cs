using System.Globalization;
using Flywheel.Site.Writing;

namespace Flywheel.Site.Pages;

/// <summary>A report as it stood in one commit, between the version before it and the one after.</summary>
internal sealed class ReportPage(SiteFiles files, ModelGlance model, ReportVersion version)
{
    private readonly string here = version.Address;

    public string Write()
    {
        var document = new Document(
            version.Markdown,
            $"{Editions.Folder}{model.Name}",
            path => SitePaths.Page(model, version.Edition, path) is { } page ? Addresses.Between(here, page) : null,
            path =>
                version.Pictures.TryGetValue(Path.GetFileName(path), out var svg)
                && path == $"{Editions.Folder}{model.Name}/{Path.GetFileName(path)}"
                    ? files.Picture(here, svg)
                    : null
        );
        var title = document.Title.Length > 0 ? document.Title : version.Name;
        var edition = version.Edition;
        return Frame.Write(
            here,
            $"{version.Name} {edition.Label}",
            [(Addresses.Start, "Models"), (Addresses.Model(model.Name), model.Name)],
            new Element("h1", title),
            new Element(
                "p",
                Parts.Badge(edition.Decision),
                " ",
                Parts.Proposed(edition.IsProposed),
                " ",
                new Element("span", Where(edition)).With("class", "muted")
            ).With("class", "badges"),
            Neighbours(),
            new Element("div", Contents(document), new Element("article", document.Body())).With("class", "read")
        );
    }

    private static Html Where(Edition edition) =>
        edition.IsProposed ? $"Turn {edition.Turn}, proposed in the working tree: nobody has merged it."
        : edition.Commit is { } commit
            ? Html.All($"Turn {edition.Turn}, merged on {commit.Day} in commit ", new Element("code", commit.Shown), ".")
        : $"Turn {edition.Turn}, as it lies in the folder: git has no history of it here.";

    private Element Neighbours()
    {
        var all = model.Reports.Versions(version.Name);
        var at = all.ToList().IndexOf(version);
        var number = (at + 1).ToString(CultureInfo.InvariantCulture);
        return new Element(
            "nav",
            at > 0 ? Neighbour(all[at - 1], "← ", "", "prev") : new Element("span", "the first there is").With("class", "muted"),
            new Element("span", $"{number} of {all.Count}").With("class", "muted"),
            at < all.Count - 1 ? Neighbour(all[at + 1], "", " →", "next") : new Element("span", "the newest").With("class", "muted")
        )
            .With("class", "neighbours")
            .With("aria-label", $"Versions of this {version.Name} report");
    }

    private Element Neighbour(ReportVersion other, string before, string after, string rel) =>
        new Element("a", $"{before}{other.Edition.Label}{after}").With("href", Addresses.Between(here, other.Address)).With("rel", rel);

    private static Html Contents(Document document)
    {
        var entries = document
            .Headings.Where(heading => heading.Level == 2)
            .Select(heading => new Element("li", new Element("a", heading.Words).With("href", $"#{heading.Id}")))
            .ToList();
        return entries.Count < 2
            ? Html.None
            : new Element("nav", new Element("ul", entries)).With("class", "contents").With("aria-label", "On this page");
    }
}
