using System.Collections.Immutable;

namespace Flywheel.Site;

/// <summary>The editions of a model's reports, oldest first.</summary>
public static class Editions
{
    public const string Folder = "reports/";

    /// <summary>Name of the edition that nobody has merged yet.</summary>
    public const string Proposed = "proposed";

    /// <summary>End of a report's file name.</summary>
    public const string Report = ".verified.md";

    private const string Picture = ".svg";

    /// <summary>Models that have, or had, a report.</summary>
    public static IEnumerable<string> Models(SiteSource source) =>
        source
            .History.SelectMany(commit => commit.Changed.Keys)
            .Concat(source.Now.List("reports"))
            .Where(IsShown)
            .Select(path => path.Split('/')[1])
            .Distinct()
            .Order(StringComparer.Ordinal);

    public static IReadOnlyList<Edition> Of(SiteSource source, string model)
    {
        var folder = $"{Folder}{model}/";
        var files = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var editions = new List<Edition>();
        foreach (var commit in source.History)
        {
            var before = files;
            foreach (var (path, text) in commit.Changed.Where(change => change.Key.StartsWith(folder, StringComparison.Ordinal)))
            {
                files = text is null ? files.Remove(path[folder.Length..]) : files.SetItem(path[folder.Length..], text);
            }

            if (!IsSame(before, files))
            {
                editions.Add(Make(model, files, editions) with { Commit = commit });
            }
        }

        var now = source
            .Now.List(folder.TrimEnd('/'))
            .ToImmutableSortedDictionary(path => path[folder.Length..], path => source.Now.Read(path)!, StringComparer.Ordinal);
        if (now.Keys.Any(IsShown) && !IsSame(files, now))
        {
            var open = Make(model, now, editions);
            editions.Add(source.Merged is null ? open : open with { Name = Proposed, Label = $"{open.Turn}, proposed", IsProposed = true });
        }

        return editions;
    }

    private static Edition Make(string model, ImmutableSortedDictionary<string, string> files, List<Edition> before)
    {
        var glance = LedgerGlance.Of(files.GetValueOrDefault("ledger.csv"));
        var turn = glance.Turn.Length > 0 ? glance.Turn : "no-turn";
        var number = before.Count(edition => edition.Turn == glance.Turn) + 1;
        return new()
        {
            Model = model,
            Name = number == 1 ? turn : $"{turn}-{number}",
            Label = number == 1 ? turn : $"{turn} ({number})",
            Turn = glance.Turn,
            Decision = glance.Decision,
            Files = files,
        };
    }

    /// <summary>Whether a reader would see the same reports.</summary>
    private static bool IsSame(ImmutableSortedDictionary<string, string> left, ImmutableSortedDictionary<string, string> right) =>
        left.Where(file => IsShown(file.Key)).SequenceEqual(right.Where(file => IsShown(file.Key)));

    private static bool IsShown(string path) =>
        path.EndsWith(Report, StringComparison.Ordinal) || path.EndsWith(Picture, StringComparison.Ordinal);
}
