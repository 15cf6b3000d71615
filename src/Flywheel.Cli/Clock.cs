using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cli;

/// <summary>Which turn comes next: the merged ledger is the clock.</summary>
public static class Clock
{
    /// <summary>The cycle after the last merged turn; before any, the one in which the first event arrived.</summary>
    /// <exception cref="RefusedException">There is neither a turn nor an event.</exception>
    public static DateTime Next(ModelStrategy strategy, IFiles merged, Workplace workplace)
    {
        if (AfterLast(strategy, merged) is { } next)
        {
            return next;
        }

        var first =
            LogSource.FirstEvent(workplace, strategy)
            ?? throw new RefusedException(
                ExitCode.Lacking,
                $"No event has arrived in {strategy.Log.Source} yet, so there is nothing to turn on. Type: flywheel simulate {strategy.Model}, or let production write there."
            );
        return first.Date + strategy.Main.Cycle;
    }

    /// <summary>The cycle after the last merged turn, or null before any.</summary>
    public static DateTime? AfterLast(ModelStrategy strategy, IFiles merged)
    {
        var path = Ledger.Path(strategy.Model);
        var rows = Ledger.Read(merged.Read(path), path);
        return rows.Count == 0 ? null : rows.Max(row => row.AsOf) + strategy.Main.Cycle;
    }
}
