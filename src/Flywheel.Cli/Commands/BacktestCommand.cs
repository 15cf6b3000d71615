using System.CommandLine;
using System.Diagnostics;
using Flywheel.Backtesting;
using Flywheel.Cli.Adapters;
using Flywheel.Cli.Demo;
using Flywheel.Storage;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel backtest</c>: what the strategy would have done to recorded history, beside the references.</summary>
public static class BacktestCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var to = Options.Date("--to", "End of the last cycle to replay; the end of the recorded history without it.");
        var command = new Command(
            "backtest",
            "Replay recorded history under the strategy, under never retraining, and under retraining every cycle."
        )
        {
            model,
            to,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new ConsoleProgress(AnsiConsole.Console));
                using var held = workshop.Hold(StoreLock.Backtest);
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                using var production = Demos.Open(strategy, workshop.Root);
                var end = parsed.GetValue(to) ?? production.Ends;
                NamedStrategy[] strategies =
                [
                    new("as-written", strategy),
                    ReferenceStrategy.EveryCycle(strategy),
                    ReferenceStrategy.Never(strategy),
                ];
                var results = strategies.Select(named => Run(workshop, named, production, end)).ToList();
                foreach (var (path, text) in new ReplayReport(strategy, results).Files())
                {
                    workshop.Files.Write(path, text);
                }

                AnsiConsole.WriteLine($"Read reports/{strategy.Model}/{ReplayReport.Name}");
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static ReplayResult Run(Workshop workshop, NamedStrategy named, IDemo production, DateTime end)
    {
        var clock = Stopwatch.StartNew();
        var progress = new ReplayProgress(AnsiConsole.Console);

        var result = workshop.Replay(named, production, progress).Until(end);
        AnsiConsole.MarkupLineInterpolated(
            $"  [green]✓[/] {named.Name, -12} mean {named.Strategy.Metrics[0].Name} {result.Mean:0.0000} over {result.Points.Count} cycles, {result.Trainings} trainings, {result.Promotions} promotions [grey]{clock.Elapsed.TotalSeconds:0} s ({progress.Spent})[/]"
        );
        return result;
    }
}
