using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Cli.Demo;
using Flywheel.State;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel simulate</c>: lets production's next cycle arrive, scored by the model in force.</summary>
public static class SimulateCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var to = Options.Date("--to", "Let everything up to this time arrive. The cycle after the last merged turn without it.");
        var merged = Options.AssumeMerged();
        var command = new Command(
            "simulate",
            "Let the next cycle of the demo arrive: real flights, scored by the model in force; labels after their delay, complaints as feedback."
        )
        {
            model,
            to,
            merged,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new ConsoleProgress(AnsiConsole.Console));
                using var held = workshop.Hold();
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                using var production = new FlightsProduction(workshop.Root);
                var until =
                    parsed.GetValue(to)
                    ?? Clock.AfterLast(strategy, workshop.Base(parsed.GetValue(merged)))
                    ?? production.Begins + strategy.Main.Cycle;
                if (until > production.Ends)
                {
                    throw new RefusedException(
                        ExitCode.Mistake,
                        $"The demo's flights end on {Ledger.Day(production.Ends)}; there is nothing to simulate up to {Ledger.Day(until)}."
                    );
                }

                var arrived = new FlightsReplay(strategy, workshop.Open(strategy), production).Until(until);
                AnsiConsole.WriteLine(
                    arrived == 0
                        ? $"Everything up to {Ledger.Day(until)} had arrived before."
                        : $"{arrived} cycles arrived in {strategy.Log.Source}, up to {Ledger.Day(until)}."
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
