using System.Net;
using System.Text.RegularExpressions;
using Flywheel.Cli.Adapters;
using Flywheel.Site;
using Flywheel.State;

namespace Flywheel.Tests.Site;

/// <summary>A site as it was built, and what its pages lead to.</summary>
public sealed partial class SitePages
{
    private SitePages(IReadOnlyDictionary<string, string> texts) => Texts = texts;

    public IReadOnlyDictionary<string, string> Texts { get; }

    public IEnumerable<string> Pages => Texts.Keys.Where(address => address.EndsWith(".html", StringComparison.Ordinal));

    public static SitePages Of(string root) => new(BuildSite.Of(new ReportHistory(root).Read(new WorkingTree(root))));

    /// <summary>What a page links to and shows, as it writes it.</summary>
    public IEnumerable<string> Links(string page) =>
        Link().Matches(Texts[page]).Select(link => WebUtility.HtmlDecode(link.Groups["to"].Value));

    /// <summary>Links that lead to nothing.</summary>
    public IEnumerable<string> Dead() =>
        Pages.SelectMany(page => Links(page).Where(link => !Leads(page, link)).Select(link => $"{page}: {link}"));

    private bool Leads(string page, string link)
    {
        var parts = link.Split('#');
        var target =
            parts[0].Length == 0
                ? page
                : Uri.UnescapeDataString(new Uri(new Uri("file:///site/" + page), parts[0]).AbsolutePath)["/site/".Length..];
        return Texts.TryGetValue(target, out var text)
            && (parts.Length == 1 || text.Contains($"id=\"{parts[1]}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex("<[a-z][^>]* (href|src)=\"(?<to>[^\"]*)\"")]
    private static partial Regex Link();
}
