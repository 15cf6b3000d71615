using System.CommandLine;
using System.Globalization;
using Flywheel.Cli.Adapters;
using Flywheel.Retention;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel gc</c>: removes what is old or in nobody's use, and can be made again.</summary>
public static class CollectCommand
{
    private static readonly string[] Written = ["datasets", "evalsets", "models", "reports", "strategy"];

    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be removed." };
        var command = new Command(
            "gc",
            "Remove what can be made again: old records of turns, replays, objects that nothing names, what dead processes left. What to keep stands in strategy/store.yaml."
        )
        {
            dryRun,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                Run(workshop, parsed.GetValue(dryRun));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>The working tree, and what is merged where there is a git repository.</summary>
    public static IReadOnlyList<IFiles> Manifests(Workshop workshop)
    {
        try
        {
            return [workshop.Files, GitFiles.At(workshop.Root, "HEAD")];
        }
        catch (RefusedException)
        {
            return [workshop.Files];
        }
    }

    public static void Tell(IEnumerable<Removed> removed, bool dryRun)
    {
        var all = removed.Where(one => one.Count > 0).ToList();
        foreach (var one in all)
        {
            Console.Out.WriteLine($"{one.Count, 9:N0}  {(one.Bytes == 0 ? "" : Size(one.Bytes)), 9}  {one.What}");
        }

        Console.Out.WriteLine(
            all.Count == 0 ? "There is nothing to remove."
            : dryRun ? $"{Size(all.Sum(one => one.Bytes))} would be removed."
            : $"{Size(all.Sum(one => one.Bytes))} removed."
        );
    }

    private static void Run(Workshop workshop, bool dryRun)
    {
        using var turns = workshop.Hold(clear: false);
        using var backtests = workshop.Hold(StoreLock.Backtest, clear: false);
        var scratch = ScratchFolder.Sweep(workshop.StoreFolder, dryRun);
        var tree = new WorkingTree(workshop.Root);
        var parts = Written.Select(folder => tree.Sweep(folder, dryRun)).ToList();
        var removed = new List<Removed>
        {
            new("scratch folders of dead processes", scratch.Count, scratch.Bytes),
            new("unfinished files in the working tree", parts.Sum(part => part.Count), parts.Sum(part => part.Bytes)),
        };
        removed.AddRange(Retired(workshop, dryRun));
        removed.AddRange(
            new Collect(workshop.Store(), Manifests(workshop), new(workshop.StoreFolder), dryRun).Run(workshop.Retention.KeepTurns)
        );
        Tell(removed, dryRun);
    }

    private static IEnumerable<Removed> Retired(Workshop workshop, bool dryRun)
    {
        if (workshop.Retention.Log is not { } length)
        {
            yield break;
        }

        foreach (var model in StrategyLoader.Models(workshop.Files))
        {
            var rows = Ledger.Read(workshop.Files.Read(Ledger.Path(model)), Ledger.Path(model));
            if (rows.Count > 0)
            {
                var workplace = workshop.Open(workshop.Strategy(model));
                foreach (var one in Retire.Before(rows.Max(row => row.AsOf) - length, model, workplace, dryRun))
                {
                    yield return one;
                }
            }
        }
    }

    private static string Size(long bytes) =>
        bytes >= 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB");
}
