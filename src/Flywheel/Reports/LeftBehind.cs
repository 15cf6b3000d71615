using System.Text.RegularExpressions;
using Flywheel.Rollout;
using Flywheel.SignOff;
using Flywheel.State;
using Flywheel.Training;

namespace Flywheel.Reports;

/// <summary>Files that no turn would leave so: pictures that no report names, names of what is not there, reports of another turn, folders of no model.</summary>
/// <remarks>Each is told with what to type. Nothing of it changes what a turn decides, and all of it misleads a reader.</remarks>
public static partial class LeftBehind
{
    private static readonly string[] Kept = ["datasets", "evalsets", "models", "reports"];

    /// <param name="models">Models that have a strategy.</param>
    public static IReadOnlyList<string> Of(IFiles files, string model, IReadOnlyList<string> models) =>
        [
            .. Pictures(files, model),
            .. Names(files, model),
            .. OtherTurn(files, model),
            .. InForce(files, model),
            .. Folders(files, models),
        ];

    private static IEnumerable<string> Pictures(IFiles files, string model)
    {
        var folder = $"reports/{model}";
        var reports = string.Join('\n', Reports(files, model).Select(files.Read));
        return files
            .List(folder)
            .Where(path =>
                path.EndsWith(".svg", StringComparison.Ordinal) && !reports.Contains(path[(folder.Length + 1)..], StringComparison.Ordinal)
            )
            .Select(path => $"{path}: no report of {model} names this picture. Type: git rm {path}");
    }

    /// <summary>Links and paths that a report names.</summary>
    private static IEnumerable<string> Names(IFiles files, string model)
    {
        foreach (var report in Reports(files, model))
        {
            var text = files.Read(report)!;
            var linked = Link().Matches(text).Select(link => Resolve(report, link.Groups["to"].Value));
            var named = Path().Matches(text).Select(path => path.Groups["path"].Value.TrimEnd('/'));
            foreach (
                var path in linked
                    .Concat(named)
                    .OfType<string>()
                    .Distinct()
                    .Where(path => files.Read(path) is null && files.List(path).Count == 0)
            )
            {
                yield return $"{report} names {path}, which is not there. Type: git log -- {path}, and bring it back; or turn the loop again: flywheel loop {model}";
            }
        }
    }

    private static IEnumerable<string> OtherTurn(IFiles files, string model)
    {
        var (path, ledger) = ($"reports/{model}/{ComparisonReport.Name}", Ledger.Path(model));
        if (
            Ledger.Read(files.Read(ledger), ledger) is [.., var last]
            && ReportedComparison.Read(files.Read(path)) is { } seen
            && !seen.Title.Split(' ').Contains(Ledger.Day(last.AsOf))
        )
        {
            yield return $"{path} is of another turn than the ledger's last, {Ledger.Day(last.AsOf)}: it says '{seen.Title}'. Type: flywheel loop {model} --as-of {Ledger.Day(last.AsOf)}";
        }
    }

    /// <summary>Manifests of what is and was in force, without which no turn compares and no rebuild begins.</summary>
    private static IEnumerable<string> InForce(IFiles files, string model) =>
        Deployment
            .Read(files, model)
            .InForce.Select(entry => ModelManifest.Path(model, entry.Version!))
            .Distinct()
            .Where(path => files.Read(path) is null)
            .Select(path =>
                $"{Deployment.Path(model)} names {path}, which is not there. Type: git log --diff-filter=D -- {path}, and bring it back"
            );

    private static IEnumerable<string> Folders(IFiles files, IReadOnlyList<string> models) =>
        Kept.SelectMany(kept =>
            files
                .List(kept)
                .Select(path => path.Split('/'))
                .Where(parts => parts.Length > 2 && !models.Contains(parts[1]))
                .Select(parts => $"{kept}/{parts[1]}")
                .Distinct()
                .Select(folder => $"{folder}/ is of a model that has no strategy. Type: git rm -r {folder}, or bring its strategy back")
        );

    private static IEnumerable<string> Reports(IFiles files, string model) =>
        files.List($"reports/{model}").Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    /// <summary>A link's path from the root; null where it leads out of the repository or to a place on the page.</summary>
    private static string? Resolve(string report, string to)
    {
        if (to.Contains(':', StringComparison.Ordinal) || to.StartsWith('#') || to.StartsWith('/'))
        {
            return null;
        }

        var parts = report.Split('/')[..^1].ToList();
        foreach (var part in to.Split('#')[0].Split('/').Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`(?<path>(?:datasets|evalsets|models|reports)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex Path();
}
