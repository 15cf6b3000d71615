using System.CommandLine;
using Flywheel.Monitoring;
using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel promises</c>: each promotion's offline difference beside what production later showed.</summary>
public static class PromisesCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var command = new Command(
            "promises",
            "Every promotion's promise beside what came of it on the next cycle, by the labels that are known now; and which ones proved wrong."
        )
        {
            model,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                Run(workshop, parsed.GetValue(model)!);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Run(Workshop workshop, string model)
    {
        var strategy = workshop.Strategy(model);
        var ledger = Ledger.Read(workshop.Files.Read(Ledger.Path(model)), Ledger.Path(model)).OrderBy(row => row.AsOf).ToList();
        if (ledger is not [.., var last])
        {
            throw NewestTurn.None(model);
        }

        var turn = new Turn(strategy, last.AsOf, BaseState.Before(last.AsOf, workshop.Files, model), workshop.OpenDry(strategy));
        var promises = Promise.Of(turn, ledger);
        if (promises.Count == 0)
        {
            AnsiConsole.WriteLine($"No promotion of {model} has replaced a model yet.");
            return;
        }

        var table = Tables.Plain("promoted", "in place of", "promised", "came", "");
        foreach (var promise in promises)
        {
            table.AddRow(
                new[]
                {
                    promise.Row.Candidate,
                    promise.Row.InForce,
                    Numbers.Difference(promise.Promised),
                    Numbers.Difference(promise.Shown),
                    Said(promise.Verdict),
                }
                    .Select(Markup.Escape)
                    .ToArray()
            );
        }

        AnsiConsole.Write(table);
        Summary(promises, strategy.Metrics[0].Name, strategy.Main.OfflineTest.Error);
    }

    private static void Summary(IReadOnlyList<Promise> promises, string metric, double error)
    {
        var wrong = promises
            .Where(promise => promise.Verdict == PromiseVerdict.ProvedWrong)
            .Select(promise => promise.Row.Candidate)
            .ToList();
        AnsiConsole.WriteLine(
            $"Differences of {metric}, candidate less the model then in force: on the hold-out, and on the cycle after it with the labels that are known now."
        );
        AnsiConsole.WriteLine(
            wrong.Count == 0
                ? $"None of {promises.Count} promotions proved wrong."
                : $"{wrong.Count} of {promises.Count} promotions proved wrong: {string.Join(", ", wrong)}."
        );
        if (Promise.Excess(promises, error) is { } excess)
        {
            AnsiConsole.WriteLine($"In the mean of {excess.Rows}, {Numbers.Difference(excess)} more was promised than came.");
        }
    }

    private static string Said(PromiseVerdict verdict) => KebabCase.Of(verdict.ToString()).Replace('-', ' ');
}
