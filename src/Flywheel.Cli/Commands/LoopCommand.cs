using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel loop</c>: one whole turn; and one command a stage, which runs the same turn up to that stage.</summary>
public static class LoopCommand
{
    public static Command Create() => Create("loop", "Turn the loop once: all stages, then the reports and the ledger.", upTo: null);

    public static Command OfStage(Stage stage) =>
        Create(stage.Name, $"{stage.Question} The turn up to this stage; what was done before is taken as it was.", stage.Name);

    private static Command Create(string name, string description, string? upTo)
    {
        var model = Options.Model();
        var asOf = Options.AsOf("Time of the turn: what was received later is invisible. The cycle after the last merged turn without it.");
        var merged = Options.AssumeMerged();
        var retrain = new Option<string?>("--retrain")
        {
            Description = "Train now, for this reason, whatever the trigger says.",
            HelpName = "REASON",
        };
        var scheduled = new Option<bool>("--scheduled") { Description = "Nobody watches: refuse to turn on a store that does not last." };
        var command = new Command(name, description) { model, asOf, merged, retrain, scheduled };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new ConsoleProgress(AnsiConsole.Console));
                if (parsed.GetValue(scheduled))
                {
                    workshop.RequireLastingStore();
                }

                using var held = workshop.Hold();
                Run(workshop, parsed.GetValue(model)!, parsed.GetValue(asOf), parsed.GetValue(merged), parsed.GetValue(retrain), upTo);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Run(Workshop workshop, string model, DateTime? asOf, bool assumeMerged, string? retrain, string? upTo)
    {
        var strategy = workshop.Strategy(model);
        var merged = workshop.Base(assumeMerged);
        if (!assumeMerged && EditedSinceHead(workshop, merged, model))
        {
            AnsiConsole.MarkupLineInterpolated(
                $"[yellow]strategy/{model} is not as merged: the turn uses it as it is in the working tree.[/]"
            );
        }

        var workplace = workshop.Open(strategy);
        var time = asOf ?? Clock.Next(strategy, merged, workplace);
        var turn = new Turn(strategy, time, BaseState.Before(time, merged, model), workplace, retrain);
        AnsiConsole.MarkupLineInterpolated($"[bold]{model}[/], the turn of {turn.Version}");
        Loop.Turn(turn, upTo);
        if (upTo is null || upTo == Loop.Stages[^1].Name)
        {
            Tell(turn, assumeMerged);
        }
    }

    private static bool EditedSinceHead(Workshop workshop, IFiles merged, string model) =>
        StrategyLoader.FileNames.Any(file => workshop.Files.Read($"strategy/{model}/{file}") != merged.Read($"strategy/{model}/{file}"));

    private static void Tell(Turn turn, bool assumeMerged)
    {
        var report = turn.Of<ReportRecord>();
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]{report.Summary}[/]");
        AnsiConsole.WriteLine($"Read {report.ReadFirst}");
        AnsiConsole.WriteLine(
            assumeMerged
                ? $"To go on: flywheel simulate {turn.Strategy.Model} --assume-merged && flywheel loop {turn.Strategy.Model} --assume-merged"
                : $"The proposal: git diff   To accept it: git add -A && git commit -m \"{turn.Strategy.Model} {turn.Version}\""
        );
    }
}
