using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Rollout;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel history</c>: what was decided about production, and who accepted it.</summary>
public static class HistoryCommand
{
    private const int CommitDigits = 10;

    public static Command Create()
    {
        var model = Options.Model();
        var @base = Options.Base();
        var command = new Command(
            "history",
            "What was decided about production and who accepted it, from git: the commit that brought a decision in is its acceptance."
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
                var accepted = Acceptance.Of(workshop.Root, parsed.GetValue(@base)!, name);
                var table = Tables.Plain("since", "decision", "version", "because", "accepted by", "on", "commit");
                foreach (var (entry, acceptance) in accepted)
                {
                    Add(table, entry, acceptance.By, acceptance.Day, acceptance.Commit[..CommitDigits]);
                }

                var decided = accepted.Select(known => known.Entry);
                foreach (var entry in Deployment.Read(workshop.Files, name).History.Except(decided))
                {
                    Add(table, entry, "nobody yet", "–", "–");
                }

                AnsiConsole.Write(table);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Add(Table table, DeploymentEntry entry, string by, string day, string commit) =>
        table.AddRow(
            new[]
            {
                entry.Since,
                KebabCase.Of(entry.Act.ToString()),
                entry.Version ?? "–",
                entry.Because ?? "its gates were open",
                by,
                day,
                commit,
            }
                .Select(Markup.Escape)
                .ToArray()
        );
}
