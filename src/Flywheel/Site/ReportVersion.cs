namespace Flywheel.Site;

/// <summary>A report as it came to be in one edition, and stayed until it changed again.</summary>
/// <param name="Name">Of the report, e.g. <c>comparison</c>.</param>
/// <param name="Pictures">Those that it shows, by file name.</param>
public sealed record ReportVersion(Edition Edition, string Name, string Markdown, IReadOnlyDictionary<string, string> Pictures)
{
    public string Address => Addresses.Report(Edition.Model, Name, Edition.Name);

    /// <summary>Whether a reader would see the same.</summary>
    public bool Shows(string markdown, IReadOnlyDictionary<string, string> pictures) =>
        Markdown == markdown && Pictures.Count == pictures.Count && !Pictures.Except(pictures).Any();
}
