namespace Flywheel.Site;

/// <summary>All reports of a model: which there are, and which version of each an edition shows.</summary>
public sealed class ModelReports
{
    /// <summary>Those that are read first.</summary>
    private static readonly string[] First = ["comparison", "monitoring", "strategy"];

    private readonly Dictionary<(string Edition, string Name), ReportVersion> shown = [];
    private readonly Dictionary<string, List<ReportVersion>> versions = new(StringComparer.Ordinal);

    public ModelReports(string model, IReadOnlyList<Edition> editions)
    {
        (Model, Editions) = (model, editions);
        foreach (var edition in editions)
        {
            foreach (
                var (file, markdown) in edition.Files.Where(report => report.Key.EndsWith(Site.Editions.Report, StringComparison.Ordinal))
            )
            {
                Add(edition, file[..^Site.Editions.Report.Length], markdown);
            }
        }
    }

    public string Model { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Edition> Editions { get; }

    /// <summary>Names of the reports that there are, or were.</summary>
    public IEnumerable<string> Names =>
        versions
            .Keys.OrderBy(name => Array.IndexOf(First, name) is >= 0 and var place ? place : First.Length)
            .ThenBy(name => name, StringComparer.Ordinal);

    /// <summary>Versions of a report, oldest first.</summary>
    public IReadOnlyList<ReportVersion> Versions(string name) => versions.GetValueOrDefault(name) ?? [];

    /// <summary>The version that an edition shows, which may have come with an earlier one; null where it has none.</summary>
    public ReportVersion? Of(Edition edition, string name) => shown.GetValueOrDefault((edition.Name, name));

    /// <summary>The newest version, if the report is still there.</summary>
    public ReportVersion? Newest(string name) => Editions.Count == 0 ? null : Of(Editions[^1], name);

    private void Add(Edition edition, string name, string markdown)
    {
        var pictures = edition
            .Files.Where(file => file.Key.EndsWith(".svg", StringComparison.Ordinal))
            .Where(file => markdown.Contains($"({file.Key})", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);
        if (!versions.TryGetValue(name, out var all))
        {
            versions[name] = all = [];
        }

        if (all.LastOrDefault() is not { } last || !last.Shows(markdown, pictures))
        {
            all.Add(last = new(edition, name, markdown, pictures));
        }

        shown[(edition.Name, name)] = last;
    }
}
