using System.CommandLine;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel status</c>: every model at a glance.</summary>
public static class StatusCommand
{
    public static Command Create()
    {
        var assumeMerged = Options.AssumeMerged();
        var command = new Command("status", "Every model at a glance: in force, proposed, last turn, open alarms, next due.")
        {
            assumeMerged,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var merged = workshop.Base(parsed.GetValue(assumeMerged));
                var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded };
                table.AddColumns("model", "in force", "proposed", "last turn", "decision", "alarms", "next due");
                foreach (var model in StrategyLoader.Models(workshop.Files))
                {
                    table.AddRow(Row(workshop, merged, model).Select(Markup.Escape).ToArray());
                }

                AnsiConsole.Write(table);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static string[] Row(Workshop workshop, IFiles merged, string model)
    {
        var strategy = workshop.Strategy(model);
        var inForce = Deployment.Read(merged, model).Current;
        var proposed = Deployment.Read(workshop.Files, model).Current;
        var last = Ledger.Read(workshop.Files.Read(Ledger.Path(model)), Ledger.Path(model)).LastOrDefault();
        return
        [
            model,
            inForce ?? "none",
            proposed == inForce ? "–" : proposed ?? "none",
            last is null ? "–" : Ledger.Day(last.AsOf),
            last?.Decision ?? "–",
            last?.Alarms.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–",
            Clock.AfterLast(strategy, merged) is { } due ? Ledger.Day(due) : "with the first event",
        ];
    }
}
