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
            "Let the next cycle of the demo arrive: real flights or mails, scored by the model in force; labels after their delay, complaints as feedback."
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
                using var production = Demos.Open(strategy, workshop.Root);
                var asked = parsed.GetValue(to);
                var until =
                    asked ?? Clock.AfterLast(strategy, workshop.Base(parsed.GetValue(merged))) ?? production.Begins + strategy.Main.Cycle;
                if (until > production.Ends)
                {
                    throw new RefusedException(
                        ExitCode.Mistake,
                        $"The demo's {production.What} end on {Ledger.Day(production.Ends)}; there is nothing to simulate up to {Ledger.Day(until)}."
                    );
                }

                var workplace = workshop.Open(strategy);
                var replay = new DemoReplay(strategy, workplace, production);
                var (arrived, end) = (replay.Until(until), until);

                // By a clock that is the log, a silent cycle is over only once something has arrived after it.
                while (asked is null && end < production.Ends && Clock.Reached(strategy, workplace) < until)
                {
                    end += strategy.Main.Cycle;
                    arrived += replay.Until(end);
                }

                if (production.LeftOut is { } leftOut)
                {
                    AnsiConsole.WriteLine(leftOut);
                }

                AnsiConsole.WriteLine(
                    arrived == 0
                        ? $"Everything up to {Ledger.Day(end)} had arrived before."
                        : $"{arrived} cycles arrived in {strategy.Log.Source}, up to {Ledger.Day(end)}."
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
