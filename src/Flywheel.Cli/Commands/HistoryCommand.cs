using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel history</c>: what was decided about production and about each candidate, and who accepted it.</summary>
public static class HistoryCommand
{
    private const int CommitDigits = 10;

    public static Command Create()
    {
        var model = Options.Model();
        var @base = Options.Base();
        var command = new Command(
            "history",
            "What was decided about production and about each candidate, and who accepted it, from git: the commit that brought a decision in is its acceptance."
        )
        {
            model,
            @base,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var name = workshop.Strategy(parsed.GetValue(model)!).Model;
                var revision = parsed.GetValue(@base)!;
                var decided = Decided(workshop, revision, Deployment.Path(name), files => OfDeployment(files, name))
                    .Concat(Decided(workshop, revision, Ledger.Path(name), files => OfLedger(files, name)))
                    .ToList();
                Write(decided);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>A decision as the table shows it.</summary>
    private sealed record Decision(string Since, string What, string Version, string Because);

    private sealed record Known(Decision Decision, Acceptance? Acceptance);

    /// <summary>What a file holds that is merged, and then what only the working tree has.</summary>
    private static IEnumerable<Known> Decided(Workshop workshop, string revision, string path, Func<IFiles, IReadOnlyList<Decision>?> read)
    {
        var accepted = Acceptance.Of(workshop.Root, revision, path, read);
        return accepted
            .Select(known => new Known(known.What, known.Acceptance))
            .Concat((read(workshop.Files) ?? []).Except(accepted.Select(known => known.What)).Select(open => new Known(open, null)));
    }

    private static IReadOnlyList<Decision> OfDeployment(IFiles files, string model) =>
        [
            .. Deployment
                .Read(files, model)
                .History.Select(entry => new Decision(
                    entry.Since,
                    KebabCase.Of(entry.Act.ToString()),
                    entry.Version ?? "–",
                    entry.Because ?? "its gates were open"
                )),
        ];

    /// <summary>Candidates that their turn kept out of production; those that it put in force stand in the deployment.</summary>
    private static IReadOnlyList<Decision>? OfLedger(IFiles files, string model)
    {
        try
        {
            return
            [
                .. Ledger
                    .Read(files.Read(Ledger.Path(model)), Ledger.Path(model))
                    .Where(row => row.Candidate.Length > 0 && row.Decision != Decisions.Promote)
                    .Select(row => new Decision(Ledger.Day(row.AsOf), $"turn: {row.Decision}", row.Candidate, "see its comparison")),
            ];
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static void Write(List<Known> decided)
    {
        var table = Tables.Plain("since", "decision", "version", "because", "accepted by", "on", "commit");
        foreach (var (decision, acceptance) in decided.OrderBy(known => known.Decision.Since, StringComparer.Ordinal))
        {
            table.AddRow(
                new[]
                {
                    decision.Since,
                    decision.What,
                    decision.Version,
                    decision.Because,
                    acceptance?.By ?? "nobody yet",
                    acceptance?.Commit.Day ?? "–",
                    acceptance?.Commit.Hash[..CommitDigits] ?? "–",
                }
                    .Select(Markup.Escape)
                    .ToArray()
            );
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            "Since: the time of the turn. On: the day of the commit that brought it in, from which on production can follow it."
        );
        AnsiConsole.WriteLine("Who accepted what came in force, with its gates and owners: flywheel sign-off MODEL --history");
        if (decided.Count(known => known.Acceptance is { IsByPerson: false }) is > 0 and var programs)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"[yellow]{programs} of these came in by a commit whose author is a program, as a squash or a rebase leaves it: who merged is not in git. Allow merge commits only (on GitHub: Settings, General, Pull Requests), and a merge names its person.[/]"
            );
        }
    }
}
