using System.CommandLine;
using System.Globalization;
using Flywheel.Datasets;
using Flywheel.Turns;
using Spectre.Console;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset list</c>: every version of every set of a model, in the working tree and behind tags.</summary>
public static class ListCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var command = new Command(
            "list",
            "Every version of every set: its rows, what it was made of, whether it is tagged, what the strategy names."
        )
        {
            model,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var sets = new Sets(workshop, strategy);
                if (sets.Names.Count == 0)
                {
                    AnsiConsole.WriteLine(
                        $"{strategy.Model} has no evaluation set yet. Make one: flywheel evalset add {strategy.Model} <name> --where \"…\" --why \"…\""
                    );
                    return (int)ExitCode.Done;
                }

                var table = Tables.Plain("set", "version", "rows", "as of", "made of", "tag", "folder", "strategy");
                foreach (var name in sets.Names)
                {
                    var named = strategy.Main.OfflineTest.EvaluationSets.GetValueOrDefault(name);
                    var (there, tagged) = (EvaluationSetReference.In(workshop.Files, strategy.Model, name), sets.Tagged(name));
                    foreach (var version in sets.Versions(name))
                    {
                        var manifest = EvaluationSetManifest.Read(workshop.Files, strategy.Model, name, version.Text);
                        var newest = EvaluationSetVersion.Newest(there.Where(other => other.Major == version.Major)) == version;
                        string[] cells =
                        [
                            name,
                            version.Text,
                            manifest?.Rows.ToString("N0", CultureInfo.InvariantCulture) ?? "–",
                            manifest?.AsOf ?? "–",
                            manifest?.From ?? "–",
                            tagged.Contains(version) ? "yes" : "–",
                            there.Contains(version) ? "yes" : "in git",
                            named == version.Text || (newest && named == $"v{version.Major}.x") ? named : "–",
                        ];
                        table.AddRow(cells.Select(Markup.Escape).ToArray());
                    }
                }

                AnsiConsole.Write(table);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
