using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>The window's figures over other sizes of it.</summary>
public static class SideBySide
{
    /// <summary>In the order of the strategy; null where it names no other size. The log must show rows that far back.</summary>
    public static IReadOnlyList<OtherWindow>? Of(Turn turn) =>
        turn.Strategy.Main.Monitoring.MoreWindows is { } sizes ? [.. sizes.Select(size => Of(turn, size))] : null;

    /// <summary>SQL condition of the rows of a size.</summary>
    public static string Where(Turn turn, TimeSpan size) => turn.Log.Within(turn.AsOf - size, turn.AsOf);

    private static OtherWindow Of(Turn turn, TimeSpan size)
    {
        var rows = turn.Log.Labelled(Where(turn, size));
        var slice = new Slice(turn.Database, Where(turn, size)) { IsSampled = turn.Log.IsSampled };
        return new(size, slice.Count("TRUE"), rows.Sample.Count, MeasureWindow.OfAll(turn.Strategy, rows));
    }
}

/// <summary>What the newest events looked like over another time than the window's.</summary>
/// <param name="Size">Length.</param>
/// <param name="Events">Events in it; an estimate where a sample is kept.</param>
/// <param name="Labelled">Rows with a label that had arrived.</param>
/// <param name="Figures">Metrics of all rows.</param>
public sealed record OtherWindow(TimeSpan Size, long Events, long Labelled, IReadOnlyList<Figure> Figures);
