using Flywheel.State;

namespace Flywheel.Site;

/// <summary>What a site is made of: what git holds, and what lies in the working tree.</summary>
/// <param name="Now">The working tree.</param>
/// <param name="Merged">Files of the newest commit; null where git has none.</param>
/// <param name="History">Commits that changed reports, oldest first.</param>
/// <param name="Missing">What could not be read, in sentences for whoever opens the site.</param>
public sealed record SiteSource(IFiles Now, IFiles? Merged, IReadOnlyList<ReportCommit> History, IReadOnlyList<string> Missing);

/// <summary>A commit of the main line that changed reports.</summary>
/// <param name="Hash">Of the commit.</param>
/// <param name="Day">Day on which it was written.</param>
/// <param name="Changed">Files below <c>reports/</c> with their new text; null where it took one away.</param>
public sealed record ReportCommit(string Hash, string Day, IReadOnlyDictionary<string, string?> Changed)
{
    private const int ShownDigits = 10;

    /// <summary>First digits of the hash.</summary>
    public string Shown => Hash[..Math.Min(ShownDigits, Hash.Length)];
}
