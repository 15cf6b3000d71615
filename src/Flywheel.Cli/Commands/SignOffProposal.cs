using Flywheel.Cli.Adapters;
using Flywheel.Reports;
using Flywheel.Rollout;
using Flywheel.SignOff;
using Flywheel.State;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary>What is proposed beyond a revision, for the people who are to accept it.</summary>
/// <param name="files">The proposal's.</param>
/// <param name="base">Revision that it is proposed to.</param>
/// <param name="proposed">Its revision; null of the working tree.</param>
internal sealed class SignOffProposal(Workshop workshop, IFiles files, string @base, string? proposed)
{
    private readonly GitFiles merged = GitChanges.FilesAt(workshop.Root, @base);
    private readonly IReadOnlyList<string> touched = GitChanges.Of(workshop.Root, @base, proposed);

    private string Proposed => proposed ?? "the working tree";

    /// <param name="asked">Whether a person named the model: then it is told too that nothing is proposed.</param>
    public void Tell(IReadOnlyList<string> models, bool asked)
    {
        var owners = CodeOwners.Of(merged);
        var told = 0;
        foreach (var model in models)
        {
            var own = touched.Where(path => Folders(model).Any(folder => path.StartsWith(folder, StringComparison.Ordinal))).ToList();
            if (own.Count > 0)
            {
                Tell(model, own, owners);
                told++;
            }
            else if (asked)
            {
                Console.Out.WriteLine(
                    $"{model}: nothing is proposed: {Proposed} has its files as {@base} has them. "
                        + $"Another base: flywheel sign-off {model} --base main; what was accepted before: flywheel sign-off {model} --history"
                );
            }
        }

        var others = touched.Count(path =>
            !models.Any(model => Folders(model).Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
        );
        if (told == 0 && !asked)
        {
            Console.Out.WriteLine($"Nothing is proposed of any model: {Proposed} has their files as {@base} has them.");
        }
        else if (others > 0)
        {
            Console.Out.WriteLine(
                $"Besides, {others} {(others == 1 ? "file" : "files")} of no such model {(others == 1 ? "is" : "are")} touched."
            );
        }
    }

    private void Tell(string model, List<string> own, CodeOwners? owners)
    {
        var path = $"reports/{model}/{ComparisonReport.Name}";
        var signOff = workshop.Strategy(model, files).Main.OfflineTest.SignOff;
        var seen = ReportedComparison.Read(files.Read(path));
        Console.Out.WriteLine(
            seen is null ? $"{model}: no comparison: there is no {path}. Type: flywheel loop {model}" : $"{seen.Title} ({path})"
        );
        if (seen is not null)
        {
            Console.Out.WriteLine(
                own.Contains(path) ? seen.Verdict : $"This comparison is merged already: {Proposed} proposes other files."
            );
        }

        InForce(model);
        if (seen is { Candidate: not null } && signOff.Count > 0)
        {
            AnsiConsole.Write(Stakeholders(signOff, seen));
        }

        AnsiConsole.Write(Owners(own, owners));
        var askedFor = own.SelectMany(file => owners?.Of(file)?.Owners ?? []).Distinct(Owner.Same).ToList();
        Open([
            .. seen is { Candidate: not null } ? OpenPoints.OfGates(signOff, seen) : [],
            .. OpenPoints.OfOwners(signOff, askedFor, model),
            .. OfFiles(own, owners),
        ]);
    }

    /// <summary>What the merge puts in force, and what people decided by hand.</summary>
    private void InForce(string model)
    {
        var (now, then) = (Deployment.Read(merged, model), Deployment.Read(files, model));
        Console.Out.WriteLine(
            now.Current == then.Current
                ? $"In force before and after the merge: {now.Current ?? "no model"}."
                : $"In force after the merge: {then.Current ?? "no model"} (now {now.Current ?? "none"})."
        );
        foreach (var entry in then.History.Except(now.History).Where(entry => entry.IsByHand))
        {
            Console.Out.WriteLine($"By hand: {Yaml.KebabCase.Of(entry.Act.ToString())} {entry.Version}, because {entry.Because}");
        }
    }

    private static Table Stakeholders(IReadOnlyDictionary<string, Stakeholder> signOff, ReportedComparison seen)
    {
        var table = Tables.Plain("stakeholder", "what the gates said", "to be accepted by");
        foreach (var (name, asked) in signOff)
        {
            var said = asked.ReliesOn.Select(gate =>
                seen.Gates.Where(told => told.Gate == gate).Select(told => told.Answer).Distinct().ToList() is [_, ..] answers
                    ? $"{gate}: {string.Join(" and ", answers)}"
                    : $"{gate}: not asked"
            );
            var by = asked.Owners.Count > 0 ? string.Join(", ", asked.Owners) : "an owner of the files";
            table.AddRow(new[] { name, string.Join("; ", said), by }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    /// <summary>One row a folder and line of CODEOWNERS.</summary>
    private static Table Owners(List<string> own, CodeOwners? owners)
    {
        var table = Tables.Plain("touched", "files", "owner", "by");
        foreach (var group in own.GroupBy(path => (Folder: path[..path.LastIndexOf('/')], Line: owners?.Of(path))))
        {
            var (folder, line) = group.Key;
            var by = line is null ? "–" : $"{owners!.Path}:{line.Number} {line.Pattern.Text}";
            var owner = line is { Owners.Count: > 0 } ? string.Join(", ", line.Owners) : "nobody";
            table.AddRow(new[] { folder, $"{group.Count()}", owner, by }.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private IEnumerable<string> OfFiles(List<string> own, CodeOwners? owners)
    {
        if (owners is null)
        {
            yield return $"{@base} has no CODEOWNERS, so nobody is asked and whoever may merge accepts it. Type: flywheel sign-off --check";
            yield break;
        }

        if (owners.Faults.Count > 0)
        {
            yield return $"{owners.Path} has {owners.Faults.Count} faults, and those lines count for nothing. Type: flywheel sign-off --check";
        }

        var nobody = own.Where(path => owners.Of(path) is not { Owners.Count: > 0 }).ToList();
        if (nobody.Count > 0)
        {
            yield return $"{nobody.Count} of the touched files have no owner, first {nobody[0]}. Type: flywheel sign-off --check";
        }

        if (own.Select(owners.Of).Any(line => line is { Owners.Count: > 0 } && line.Owners.All(Owner.IsPlaceholder)))
        {
            yield return $"{owners.Path} still names {Owner.Placeholder}, whom GitHub does not ask. Put a team or people of yours there.";
        }
    }

    private static void Open(IReadOnlyList<string> points)
    {
        Console.Out.WriteLine(points.Count == 0 ? "Nothing is open: the merge is the sign-off.\n" : "Open:");
        foreach (var point in points)
        {
            Console.Out.WriteLine($"- {point}");
        }
    }

    private static string[] Folders(string model) =>
        [$"strategy/{model}/", $"datasets/{model}/", $"evalsets/{model}/", $"models/{model}/", $"reports/{model}/"];
}
