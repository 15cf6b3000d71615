using Flywheel.Cli.Adapters;
using Flywheel.Reports;
using Flywheel.Rollout;
using Flywheel.SignOff;
using Flywheel.State;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel sign-off --history</c>: who accepted each version that came in force, from the git history of deployment.yaml and nothing else.</summary>
/// <remarks><c>flywheel history</c> tells the refusals and freezes too, and what only the working tree has.</remarks>
internal static class SignOffHistory
{
    private const int CommitDigits = 10;

    public static void Tell(Workshop workshop, IReadOnlyList<string> models, string revision)
    {
        GitChanges.FilesAt(workshop.Root, revision);
        foreach (var model in models)
        {
            Tell(workshop, model, revision);
        }

        if (GitChanges.IsCut(workshop.Root))
        {
            Console.Out.WriteLine(
                "This clone is shallow: what its first commit brings may have been accepted before it, by others. Type: git fetch --unshallow"
            );
        }
    }

    private static void Tell(Workshop workshop, string model, string revision)
    {
        var path = Deployment.Path(model);
        var accepted = Acceptance.Of<DeploymentEntry>(workshop.Root, revision, path, files => [.. Deployment.Read(files, model).InForce]);
        if (accepted.Count == 0)
        {
            Console.Out.WriteLine($"{model}: no version is in force at {revision}, so nobody has accepted one.");
            return;
        }

        var table = Tables.Plain("version", "decision", "on", "commit", "accepted by", "owner", "signed", "what the gates had said");
        foreach (var (entry, acceptance) in accepted)
        {
            table.AddRow(Row(workshop.Root, model, entry, acceptance).Select(Markup.Escape).ToArray());
        }

        Console.Out.WriteLine($"{model}: versions that came in force, from the history of {path} at {revision}.");
        AnsiConsole.Write(table);
        var first = accepted[0].Acceptance.Commit.Hash;
        if (GitChanges.RenamedFrom(workshop.Root, first, path) is { } before)
        {
            Console.Out.WriteLine(
                $"Commit {first[..CommitDigits]} renamed {before} to {path}: who accepted what it brought stands before it. Type: git log --first-parent -- {before}"
            );
        }

        if (accepted.Count(known => known.Acceptance.Person is null) is > 0 and var unnamed)
        {
            Console.Out.WriteLine(
                $"{unnamed} came in by a commit that names programs only: the loop proposes and a person merges, and a squash or a rebase leaves that person out. Allow merge commits only (on GitHub: Settings, General, Pull Requests)."
            );
        }
    }

    private static string[] Row(string root, string model, DeploymentEntry entry, Acceptance acceptance)
    {
        var commit = acceptance.Commit;
        var files = GitFiles.At(root, commit.Hash);
        var decision = KebabCase.Of(entry.Act.ToString()) + (entry.IsByHand ? $" by hand: {entry.Because}" : "");
        return
        [
            entry.Version!,
            decision,
            commit.Day,
            commit.Hash[..CommitDigits],
            acceptance.Person is { } person ? $"{person.Name} <{person.Mail}>" : $"nobody that git names ({commit.Author})",
            IsOwner(root, model, acceptance),
            string.Join("; ", commit.Trailers.Concat(commit.CoAuthors.Length > 0 ? [$"Co-authored-by: {commit.CoAuthors}"] : [])),
            Said(files, model, entry.Version!),
        ];
    }

    /// <summary>By the CODEOWNERS that was merged before, which is the one that GitHub asked by.</summary>
    private static string IsOwner(string root, string model, Acceptance acceptance)
    {
        if (acceptance.Person is not { } person || GitFiles.AtOrNull(root, acceptance.Commit.Hash + "^1") is not { } before)
        {
            return "not told by git";
        }

        var owners = CodeOwners.Of(before)?.Of(Deployment.Path(model))?.Owners ?? [];
        return owners.Count == 0
            ? "there was none"
            : Owner.IsBy(owners, person.Mail) switch
            {
                true => "yes",
                false => $"no: {string.Join(", ", owners)}",
                _ => $"not told by git: {string.Join(", ", owners)}",
            };
    }

    /// <summary>From the comparison as it was merged; of a version of an earlier turn, which decision its ledger keeps.</summary>
    private static string Said(GitFiles files, string model, string version)
    {
        if (ReportedComparison.Read(files.Read($"reports/{model}/{ComparisonReport.Name}")) is { } seen && seen.Candidate == version)
        {
            return seen.Gates.All(gate => gate.IsOpen)
                ? $"open: {string.Join(", ", seen.Gates.Select(gate => gate.Gate).Distinct())}"
                : string.Join("; ", seen.Gates.Where(gate => !gate.IsOpen).Select(gate => $"{gate.Gate}: {gate.Answer}"));
        }

        try
        {
            var path = Ledger.Path(model);
            return Ledger.Read(files.Read(path), path).LastOrDefault(row => row.Candidate == version) is { } row
                ? $"its turn decided {row.Decision}"
                : "not told: no turn of the ledger has it";
        }
        catch (RefusedException)
        {
            return "not told: its ledger is of another build";
        }
    }
}
