using System.CommandLine;
using Flywheel.Logging;
using Flywheel.SignOff;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel validate</c>: every mistake of every strategy at once, each with place, reason and cure.</summary>
public static class ValidateCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        model.Arity = ArgumentArity.ZeroOrOne;
        model.Description = "Name of a folder below strategy/; every model without it.";
        var command = new Command("validate", "Check strategies: every mistake at once, with file:line:column, reason and cure.") { model };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                return (int)Run(workshop, parsed.GetValue(model));
            }
        );
        return command;
    }

    private static ExitCode Run(Workshop workshop, string? model)
    {
        var faults = new Faults();
        var models = model is null ? StrategyLoader.Models(workshop.Files) : [model];
        if (models.Count == 0)
        {
            throw new RefusedException(ExitCode.Mistake, "There is no strategy here: no folder below strategy/ has a strategy.yaml.");
        }

        foreach (var name in models)
        {
            var before = faults.Count;
            if (model is not null && !StrategyLoader.Models(workshop.Files).Contains(model))
            {
                workshop.Strategy(model);
            }

            if (new StrategyLoader(workshop.Files, workshop.Checker).Load(name, faults) is not { } strategy)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]✗[/] {name}: {faults.Count - before} mistakes");
                continue;
            }

            faults.AddRange(ColumnCheck.Faults(workshop.Open(strategy), strategy));
            AnsiConsole.MarkupLineInterpolated(
                faults.Count == before
                    ? (FormattableString)
                        $"[green]✓[/] {name}: {strategy.Checked.Count} expressions, {strategy.Cohorts.Count} cohorts, {strategy.Main.OfflineTest.Gates.Count} gates"
                    : $"[red]✗[/] {name}: {faults.Count - before} mistakes"
            );
        }

        if (CodeOwners.Of(workshop.Files) is { Faults.Count: > 0 and var passedOver } owners)
        {
            AnsiConsole.WriteLine($"warning: {passedOver} lines of {owners.Path} count for nothing. Type: flywheel sign-off --check");
        }

        if (faults.Count == 0)
        {
            return ExitCode.Done;
        }

        Console.Error.WriteLine(faults);
        return ExitCode.Mistake;
    }
}
