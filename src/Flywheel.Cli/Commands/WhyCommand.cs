using System.CommandLine;
using System.Globalization;
using Flywheel.State;
using Flywheel.Triggers;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel why</c>: which stages of the next turn would run again, and because of what.</summary>
public static class WhyCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("[stage] model")
        {
            Description = "Name of the last stage to tell of, all without it; then the name of a folder below strategy/.",
            Arity = new ArgumentArity(1, 2),
        };
        var asOf = Options.AsOf("Time of the turn. The cycle after the last merged turn without it.");
        var merged = Options.AssumeMerged();
        var command = new Command("why", "Which stages would run again, because of which input, parameter or code; no data is read.")
        {
            names,
            asOf,
            merged,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var given = parsed.GetValue(names)!;
                Run(workshop, given[^1], given.Length > 1 ? given[0] : null, parsed.GetValue(asOf), parsed.GetValue(merged));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Run(Workshop workshop, string model, string? upTo, DateTime? asOf, bool assumeMerged)
    {
        Known(upTo);
        var strategy = workshop.Strategy(model);
        var merged = workshop.Base(assumeMerged);
        var workplace = workshop.Open(strategy);
        var time =
            asOf
            ?? Clock.AfterLast(strategy, merged)
            ?? LastTurned(workplace, model)
            ?? throw new RefusedException(
                ExitCode.Mistake,
                $"{model} has never been turned, so there is nothing to compare with. Type: flywheel loop {model}, or name a time: --as-of 2001-03-05"
            );
        var turn = new Turn(strategy, time, BaseState.Before(time, merged, model), workplace);
        AnsiConsole.MarkupLineInterpolated($"[bold]{model}[/], the turn of {turn.Version}");
        var outlook = new Outlook(turn);
        foreach (var stage in outlook.Stages(upTo))
        {
            var mark = stage.Runs ? "[yellow]→[/]" : "[green]✓[/]";
            AnsiConsole.MarkupLine($"  {mark} {stage.Stage, -14} {Markup.Escape(stage.Said)}");
        }

        Decided(outlook);
    }

    /// <summary>What the trigger said when this turn was turned last, part by part; nothing where it never was.</summary>
    private static void Decided(Outlook outlook)
    {
        if (outlook.Last<TriggerRecord>() is not { } decided)
        {
            return;
        }

        AnsiConsole.WriteLine($"The trigger answered {KebabCase.Of(decided.Answer.ToString())}: {decided.Reason}");
        Parts(decided.Parts ?? [], "  ");
    }

    private static void Parts(IReadOnlyList<Part> parts, string before)
    {
        foreach (var part in parts)
        {
            AnsiConsole.WriteLine(
                $"{before}{part.Trigger}: {KebabCase.Of(part.Decision.Answer.ToString())}{(part.Decision.Of is null ? $", {part.Decision.Reason}" : "")}"
            );
            Parts(part.Decision.Of ?? [], before + "  ");
        }
    }

    /// <exception cref="RefusedException">There is no such stage.</exception>
    private static void Known(string? stage)
    {
        var stages = Loop.Stages.Select(known => known.Name).ToList();
        if (stage is not null && !stages.Contains(stage))
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"There is no stage '{stage}'. "
                    + (Nearest.To(stage, stages) is { } near ? $"Did you mean '{near}'?" : $"Stages are {string.Join(", ", stages)}.")
            );
        }
    }

    /// <summary>Time of the newest turn that the store remembers, or null.</summary>
    private static DateTime? LastTurned(Workplace workplace, string model) =>
        workplace.Store.List($"turns/{model}").LastOrDefault() is { } name
            ? DateTime.Parse(name.Split('/')[2], CultureInfo.InvariantCulture)
            : null;
}
