using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cli;

/// <summary>Which turns are due: the merged ledger says which were made, the strategy's clock which cycles are over.</summary>
public static class Clock
{
    /// <summary>Ends of the cycles that are over and not merged, oldest first: missed ones are caught up one by one.</summary>
    /// <exception cref="RefusedException">There is neither a turn nor an event.</exception>
    public static IReadOnlyList<DateTime> Due(ModelStrategy strategy, IFiles merged, Workplace workplace)
    {
        var reached = Reached(strategy, workplace);
        var due = new List<DateTime>();
        for (var next = Next(strategy, merged, workplace); next <= reached; next += strategy.Main.Cycle)
        {
            due.Add(next);
        }

        return due;
    }

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
    public static DateTime? AfterLast(ModelStrategy strategy, IFiles merged) =>
        LastMerged(strategy.Model, merged) is { } last ? last + strategy.Main.Cycle : null;

    /// <summary>Time of the last merged turn, or null before any.</summary>
    public static DateTime? LastMerged(string model, IFiles merged)
    {
        var rows = Ledger.Read(merged.Read(Ledger.Path(model)), Ledger.Path(model));
        return rows.Count == 0 ? null : rows.Max(row => row.AsOf);
    }

    /// <summary>How far the strategy's clock has come.</summary>
    public static DateTime Reached(ModelStrategy strategy, Workplace workplace) =>
        strategy.Main.Clock == CycleClock.Wall
            ? TimeProvider.System.GetUtcNow().UtcDateTime
            : LogSource.NewestArrival(workplace, strategy) ?? DateTime.MinValue;
}
