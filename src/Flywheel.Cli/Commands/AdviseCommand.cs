using System.CommandLine;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Drills;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel advise</c>: for each alarm of a turn the change to the strategy that would answer it, as a diff with its evidence.</summary>
public static class AdviseCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var asOf = Options.AsOf("Time of the turn. The last one in the ledger without it.");
        var observed = new Option<bool>("--observed") { Description = "Checks that are only observed too." };
        var write = new Option<bool>("--write") { Description = "Make the changes in strategy/." };
        var command = new Command(
            "advise",
            "For each bad alert the change to the strategy that would answer it: a diff that git apply takes, and what speaks for it."
        )
        {
            model,
            asOf,
            observed,
            write,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                Run(workshop, parsed.GetValue(model)!, parsed.GetValue(asOf), parsed.GetValue(observed), parsed.GetValue(write));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Run(Workshop workshop, string model, DateTime? asOf, bool observed, bool write)
    {
        var strategy = workshop.Strategy(model);
        var turn = NewestTurn.Watched(workshop, strategy, asOf);
        var record = turn.Of<MonitoringRecord>();
        var settings = strategy.Main.Monitoring;
        var bad = settings
            .Alert.Concat(settings.Observe)
            .Zip(record.Checks)
            .Where(pair => pair.Second.Outcome == Outcome.Bad && (pair.Second.Alert || observed))
            .ToList();
        if (bad.Count == 0)
        {
            Console.Out.WriteLine(
                $"No {(observed ? "check" : "alert")} of the turn of {turn.Version} is bad.{(observed ? "" : $" With those that are only observed: flywheel advise {model} --observed")}"
            );
            return;
        }

        // A turn that was remembered has read no row yet.
        turn.Log.See(DateTime.MinValue.AddYears(1), curated: false);
        var seen = Watch.Seen(turn, record.Events, record.Figures, record.Drifts, turn.Database, []);
        var ids = Reading.Ids(ReadingNames.Of(turn.Strategy.Target, record));
        foreach (var (check, result) in bad)
        {
            Console.Out.WriteLine($"{ids[result.Check]}  {result.Check}: {result.Why}");
            Console.Out.WriteLine($"What is behind it: flywheel explain {model} {ids[result.Check]} --as-of {turn.Version}\n");
            Advise(workshop, model, check, seen, write);
        }
    }

    private static void Advise(Workshop workshop, string model, Check check, Observation seen, bool write)
    {
        var told = check.Advise(seen).Count(change => ProposedChange.Tell(workshop, model, change, write));
        if (told == 0)
        {
            Console.Out.WriteLine("No change to the strategy is known that answers it: look for the cause in production.\n");
        }
    }
}
