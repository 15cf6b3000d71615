using Flywheel.Site.Writing;

namespace Flywheel.Site.Pages;

/// <summary>All editions of a model's reports, newest first, each report with a link where it changed.</summary>
/// <param name="here">Address of the page.</param>
internal sealed class EditionsTable(string here, ModelReports reports)
{
    public Html Write() =>
        reports.Editions.Count == 0
            ? new Element("p", "No report yet.")
            : Html.All(
                new Element("p", "Every state of the reports that was merged, as it stood in its commit; and what is proposed now."),
                DataTable.Of(
                    "Reports",
                    [new("turn"), new("decision"), new("merged on"), new("commit"), .. reports.Names.Select(name => new Column(name))],
                    reports.Editions.Reverse().Select((edition, age) => Row(edition, reports.Editions.Count - age))
                )
            );

    private Cell[] Row(Edition edition, int number) =>
        [
            new(edition.Label, $"{number}"),
            new(Parts.Badge(edition.Decision), edition.Decision),
            new(
                edition.IsProposed ? Parts.Proposed(true) : edition.Commit?.Day ?? "not in git",
                $"{edition.Commit?.Day ?? "9"} {number:D6}"
            ),
            new(edition.Commit is { } commit ? new Element("code", commit.Shown) : "–"),
            .. reports.Names.Select(name => Report(edition, name)),
        ];

    private Cell Report(Edition edition, string name) =>
        reports.Of(edition, name) switch
        {
            null => new Cell("–"),
            var version when version.Edition == edition => new(Parts.Link(here, version.Address, name)),
            var version => new(
                new Element("a", "unchanged")
                    .With("href", Addresses.Between(here, version.Address))
                    .With("class", "muted")
                    .With("aria-label", $"{name}, unchanged since {version.Edition.Label}")
            ),
        };
}
