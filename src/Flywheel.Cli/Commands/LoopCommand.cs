using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Datasets;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Reports;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel loop</c>: the turn that is due; and one command a stage, which runs the same turn up to that stage.</summary>
public static class LoopCommand
{
    public static Command Create() =>
        Create("loop", "Turn the loop for the oldest cycle that is due: all stages, then the reports and the ledger.", upTo: null);

    public static Command OfStage(Stage stage) =>
        Create(stage.Name, $"{stage.Question} The turn up to this stage; what was done before is taken as it was.", stage.Name);

    private static Command Create(string name, string description, string? upTo)
    {
        var model = Options.Model();
        var asOf = Options.AsOf("Time of the turn: what was received later is invisible. The oldest cycle that is due without it.");
        var @base = Options.Base();
        var merged = Options.AssumeMerged();
        var retrain = new Option<string?>("--retrain")
        {
            Description = "Train in this turn, for this reason, whatever the trigger says.",
            HelpName = "REASON",
        };
        var dryRun = Options.DryRun();
        var scheduled = new Option<bool>("--scheduled") { Description = "Nobody watches: refuse to turn on a store that does not last." };
        var command = new Command(name, description) { model, asOf, @base, merged, retrain, dryRun, scheduled };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new ConsoleProgress(AnsiConsole.Console));
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var asked = new Asked(
                    parsed.GetValue(asOf),
                    parsed.GetValue(merged),
                    parsed.GetValue(@base)!,
                    parsed.GetValue(retrain),
                    parsed.GetValue(dryRun),
                    upTo
                );
                if (parsed.GetValue(scheduled))
                {
                    workshop.RequireLastingStore();
                }

                using var held = workshop.Hold();
                Run(workshop, strategy, asked);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    /// <param name="Base">Revision that counts as merged, unless the working tree does.</param>
    /// <param name="UpTo">Last stage to run, or null for all.</param>
    private sealed record Asked(DateTime? AsOf, bool AssumeMerged, string Base, string? Retrain, bool DryRun, string? UpTo)
    {
        public bool IsWhole => UpTo is null || UpTo == Loop.Stages[^1].Name;
    }

    private static void Run(Workshop workshop, ModelStrategy strategy, Asked asked)
    {
        var merged = workshop.Base(asked.AssumeMerged, asked.Base);
        Warn(workshop, strategy.Model, merged, asked);
        var workplace = asked.DryRun ? workshop.OpenDry(strategy) : workshop.Open(strategy);
        var deliveries = asked is { DryRun: false, IsWhole: true } ? new Deliveries(strategy, workplace.Store, workshop.Root) : null;
        if (asked.AsOf is { } time)
        {
            NotBefore(strategy.Model, time, merged, asked.DryRun);
            TurnOne(strategy, time, merged, workplace, asked, deliveries);
        }
        else
        {
            TurnWhatIsDue(strategy, merged, workplace, asked, deliveries);
        }

        deliveries?.Send();
    }

    private static void TurnWhatIsDue(ModelStrategy strategy, IFiles merged, Workplace workplace, Asked asked, Deliveries? deliveries)
    {
        var due = Clock.Due(strategy, merged, workplace);
        if (due.Count == 0)
        {
            SayNothingIsDue(strategy, merged, workplace);
            if (asked.Retrain is not null)
            {
                throw new RefusedException(
                    ExitCode.Mistake,
                    $"so no turn of {strategy.Model} would train. To train before that, add --as-of with an earlier time, after the newest merged turn; "
                        + "cycles are counted from that time on."
                );
            }

            return;
        }

        // What is merged grows with each turn only where merging is assumed; otherwise the next cycle waits for the merge.
        var many = asked is { AssumeMerged: true, DryRun: false, IsWhole: true };
        foreach (var next in many ? due : due.Take(1))
        {
            TurnOne(strategy, next, merged, workplace, asked, deliveries);
        }

        if (due.Count > 1 && !many)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"[yellow]{due.Count} cycles of {strategy.Model} are due, up to {Ledger.Day(due[^1])}: {due.Count - 1} wait until this one is merged, whatever it decides, and are not monitored before.[/]"
            );
            deliveries?.Keep(Alarm.Missed(strategy.Model, due));
        }
    }

    private static void TurnOne(
        ModelStrategy strategy,
        DateTime time,
        IFiles merged,
        Workplace workplace,
        Asked asked,
        Deliveries? deliveries
    )
    {
        var turn = new Turn(strategy, time, BaseState.Before(time, merged, strategy.Model), workplace, asked.Retrain);
        AnsiConsole.MarkupLineInterpolated($"[bold]{strategy.Model}[/], the turn of {turn.Version}");
        Loop.Turn(turn, asked.UpTo);
        if (asked.IsWhole)
        {
            Tell(turn, workplace, asked);
            foreach (var alarm in new[] { Alarm.Raised(turn), Alarm.Unlabelled(turn) }.OfType<Alarm>())
            {
                foreach (var (what, why) in alarm.Of)
                {
                    AnsiConsole.MarkupLineInterpolated($"[yellow]Alarm: {what}: {why}[/]");
                }

                deliveries?.Keep(alarm);
            }
        }
        else if (asked.DryRun)
        {
            TellChanges(workplace);
        }
    }

    /// <summary>What is not as merged, and matters.</summary>
    /// <exception cref="RefusedException">A decision by hand would be lost.</exception>
    private static void Warn(Workshop workshop, string model, IFiles merged, Asked asked)
    {
        if (asked.AssumeMerged)
        {
            return;
        }

        if (
            StrategyLoader.FileNames.Any(file => workshop.Files.Read($"strategy/{model}/{file}") != merged.Read($"strategy/{model}/{file}"))
        )
        {
            AnsiConsole.MarkupLineInterpolated(
                $"[yellow]strategy/{model} is not as merged: the turn uses it as it is in the working tree.[/]"
            );
        }

        var decided = Deployment.Read(merged, model).History;
        if (!asked.DryRun && Deployment.Read(workshop.Files, model).History.Any(entry => entry.IsByHand && !decided.Contains(entry)))
        {
            var path = Deployment.Path(model);
            throw new RefusedException(
                ExitCode.Mistake,
                $"{path} holds a decision by hand that is not committed, and a turn starts from what is. "
                    + $"Type: {Commit.Of("…", path)}, or git checkout -- {path} to drop it."
            );
        }
    }

    /// <summary>A merged turn is history that later turns rest on.</summary>
    private static void NotBefore(string model, DateTime time, IFiles merged, bool dryRun)
    {
        if (!dryRun && Clock.LastMerged(model, merged) is { } last && time < last)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{model} was turned up to {Ledger.Day(last)}, and later turns rest on that of {Ledger.Day(time)}. "
                    + "To see what it would be now, pass --dry-run; to judge another strategy by history, type: flywheel backtest "
                    + model
            );
        }
    }

    private static void SayNothingIsDue(ModelStrategy strategy, IFiles merged, Workplace workplace)
    {
        var next = Clock.Next(strategy, merged, workplace);
        AnsiConsole.MarkupLineInterpolated($"[bold]{strategy.Model}[/]: nothing is due. The next cycle ends on {Ledger.Day(next)}.");
        if (strategy.Main.Clock == CycleClock.Log)
        {
            AnsiConsole.WriteLine($"It is over once {strategy.Log.Source} holds something received then or later.");
        }
    }

    private static void Tell(Turn turn, Workplace workplace, Asked asked)
    {
        var report = turn.Of<ReportRecord>();
        var model = turn.Strategy.Model;
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[bold]{report.Summary}[/]");
        if (asked.DryRun)
        {
            TellChanges(workplace);
            return;
        }

        AnsiConsole.WriteLine($"Read {report.ReadFirst}");
        if (asked.AssumeMerged)
        {
            AnsiConsole.WriteLine($"To go on: flywheel simulate {model} --assume-merged && flywheel loop {model} --assume-merged");
            return;
        }

        // Only the turn's own files: an edited strategy is a change of its own.
        var folders = new[] { "datasets", "models", "reports" }
            .Select(folder => $"{folder}/{model}")
            .Where(folder => workplace.Files.List(folder).Count > 0)
            .Concat((turn.Of<Comparison>().Grown ?? []).Select(set => EvaluationSet.Folder(model, set.Name, set.Version)));
        AnsiConsole.WriteLine($"The proposal: git status -- {string.Join(' ', folders)}");
        AnsiConsole.WriteLine($"To accept this decision, whichever it is: {Commit.Of(Proposal.Title(turn), [.. folders])}");
        if (turn.Of<Comparison>().Decision == Decisions.Promote)
        {
            AnsiConsole.WriteLine($"To refuse its candidate: flywheel refuse {model} {turn.Version} --because \"…\"");
        }
    }

    private static void TellChanges(Workplace workplace)
    {
        var changes = ((DryRunFiles)workplace.Files).Changes;
        AnsiConsole.WriteLine(changes.Count == 0 ? "A dry run: no file would change." : "A dry run: nothing was written. It would be:");
        foreach (var (path, change) in changes)
        {
            AnsiConsole.WriteLine($"  {change, -8} {path}");
        }
    }
}
