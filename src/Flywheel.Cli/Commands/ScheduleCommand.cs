using System.CommandLine;
using System.Globalization;
using Flywheel.Backtesting.Schedules;
using Flywheel.Cli.Adapters;
using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Triggers;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel schedule</c>: how often to retrain, by what age has cost in recorded history.</summary>
public static class ScheduleCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var to = Options.Date("--to", "End of the last cycle to study; the newest whole cycle of the log without it.");
        var price = Amount(
            "--price",
            "Money of one unit of the first metric for one event, where errors at the threshold are not what costs."
        );
        var retraining = Amount("--retraining", "Money of one training with its review and roll-out; those of costs without it.");
        var command = new Command(
            "schedule",
            "How often to retrain: what models lost by their age in recorded history, against what retraining costs."
        )
        {
            model,
            to,
            price,
            retraining,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new ConsoleProgress(AnsiConsole.Console));
                using var held = workshop.Hold(StoreLock.Backtest);
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                if (!strategy.Log.Keep.HasRows)
                {
                    throw new RefusedException(
                        ExitCode.Mistake,
                        "The log keeps profiles and no row, so nothing can be trained again. Write 'keep: all' or 'keep: { sample: 0.1 }' under log; events from then on are kept."
                    );
                }

                var workplace = workshop.Open(strategy, $"backtests/schedule-{strategy.Digest[..Digest.Shown]}");
                var ends = Ends(workshop, strategy, workplace, parsed.GetValue(to));
                var result = new ScheduleStudy(
                    strategy,
                    workplace,
                    PriceOf(strategy, parsed.GetValue(price), parsed.GetValue(retraining))
                ).Over(ends);
                var report = new ScheduleReport(strategy, result, strategy.Main.OfflineTest.Error);
                Write(workshop, report);
                Console.Out.WriteLine(report.Verdict.Said);
                if (report.Verdict.Write is { } write)
                {
                    Console.Out.WriteLine($"Write into trigger of strategy/{strategy.Model}/{StrategyLoader.MainFile}: {write}");
                }

                Console.Out.WriteLine($"Read reports/{strategy.Model}/{ScheduleReport.Name}");
                return (int)(report.Verdict.IsDecided ? ExitCode.Done : ExitCode.NotEnoughEvidence);
            }
        );
        return command;
    }

    private static void Write(Workshop workshop, ScheduleReport report)
    {
        foreach (var (path, text) in report.Files())
        {
            if (text.Length > 0)
            {
                workshop.Files.Write(path, text);
            }
            else
            {
                workshop.Files.Delete(path);
            }
        }
    }

    /// <summary>Ends of the whole cycles from the first event on, in step with the turns.</summary>
    /// <exception cref="RefusedException">No event has arrived, or none by the time asked for.</exception>
    private static List<DateTime> Ends(Workshop workshop, ModelStrategy strategy, Workplace workplace, DateTime? to)
    {
        var end = Clock.Next(strategy, workshop.Files, workplace);
        var first = LogSource.FirstEvent(workplace, strategy)!.Value;
        var reached = LogSource.NewestArrival(workplace, strategy) ?? end;
        var last = to is { } wanted && wanted < reached ? wanted : reached;
        var cycle = strategy.Main.Cycle;
        while (end - cycle > first)
        {
            end -= cycle;
        }

        var ends = new List<DateTime>();
        for (; end <= last; end += cycle)
        {
            ends.Add(end);
        }

        return ends.Count > 0
            ? ends
            : throw new RefusedException(
                ExitCode.Mistake,
                $"No cycle is over by {Ledger.Day(last)}: the first event is of {Ledger.Day(first)}, and a cycle is {Duration.Text(cycle)}. Name a later time with --to, or let production write."
            );
    }

    /// <summary>What was given by hand, else what a cost-aware trigger reckons by, else the strategy's costs.</summary>
    private static RegretPrice? PriceOf(ModelStrategy strategy, double? price, double? retraining)
    {
        var costs = strategy.Main.Costs;
        var training = retraining ?? (costs is null ? 0 : costs.Training + costs.Review + costs.RollOut);
        var currency = costs?.Currency ?? "";
        if (price is { } each)
        {
            var metric = strategy.Metrics[0];
            return new(string.Create(CultureInfo.InvariantCulture, $"{metric.Name} at {each:R}"), metric, each, training, null, currency);
        }

        var aware = ScheduleVerdict.All(strategy.Main.Trigger).OfType<CostAware>().FirstOrDefault();
        var known =
            aware is not null ? aware.PriceUnder(strategy)
            : costs is not null ? new CostAware().PriceUnder(strategy)
            : null;
        return known is null ? null : known with { Training = retraining ?? known.Training };
    }

    private static Option<double?> Amount(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "MONEY" };
        option.Validators.Add(found =>
        {
            if (
                found.Tokens is [var token]
                && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var amount)
                && !(amount > 0 && double.IsFinite(amount))
            )
            {
                found.AddError($"{name} is {token.Value}; write an amount above 0, e.g. {name} 75");
            }
        });
        return option;
    }
}
