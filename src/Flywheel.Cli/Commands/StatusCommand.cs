using System.CommandLine;
using System.Globalization;
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
        var @base = Options.Base();
        var assumeMerged = Options.AssumeMerged();
        var command = new Command("status", "Every model at a glance: in force, proposed, last turn, open alarms, next due.")
        {
            @base,
            assumeMerged,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var merged = workshop.Base(parsed.GetValue(assumeMerged), parsed.GetValue(@base)!);
                var table = Tables.Plain("model", "in force", "proposed", "last turn", "decision", "alarms", "next due");
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
        var decided = Deployment.Read(merged, model);
        var proposed = Deployment.Read(workshop.Files, model).Current;
        var last = Ledger.Read(workshop.Files.Read(Ledger.Path(model)), Ledger.Path(model)).LastOrDefault();
        return
        [
            model,
            (decided.Current ?? "none") + (decided.Freeze is { } freeze ? $", frozen since {freeze.Since}" : ""),
            proposed == decided.Current ? "–" : proposed ?? "none",
            last is null ? "–" : Ledger.Day(last.AsOf),
            last?.Decision ?? "–",
            last?.Alarms.ToString(CultureInfo.InvariantCulture) ?? "–",
            NextDue(workshop, strategy, merged),
        ];
    }

    private static string NextDue(Workshop workshop, ModelStrategy strategy, IFiles merged)
    {
        var workplace = workshop.Open(strategy);
        if (Clock.AfterLast(strategy, merged) is null && Logging.LogSource.FirstEvent(workplace, strategy) is null)
        {
            return "with the first event";
        }

        var next = Ledger.Day(Clock.Next(strategy, merged, workplace));
        return Clock.Due(strategy, merged, workplace).Count switch
        {
            0 => next,
            1 => $"{next}: now",
            var many => $"{next}: now; {many - 1} wait for it",
        };
    }
}
