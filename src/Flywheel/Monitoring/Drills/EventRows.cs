using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Drills;

/// <summary>SQL of events as people look at them: id, time, declared columns, score, label.</summary>
public static class EventRows
{
    /// <summary>Rows that an explanation shows.</summary>
    public const int Shown = 10;

    /// <summary>Groups that it shows.</summary>
    public const int Groups = 10;

    /// <summary>The columns, parted by commas.</summary>
    public static string Columns(ModelStrategy strategy)
    {
        var log = strategy.Log;
        IEnumerable<string> names = [log.Id, log.Time, .. log.Columns.Keys, log.Prediction, log.Label.Column];
        return string.Join(", ", names.Distinct().Select(Sql.Name));
    }

    /// <summary>The first events in order of time for which a condition is true.</summary>
    /// <param name="where">SQL condition over <c>log</c>.</param>
    public static Behind First(ModelStrategy strategy, string said, string where, string order = "") =>
        new(
            said,
            $"SELECT {Columns(strategy)} FROM log WHERE {where} ORDER BY {order}{Sql.Name(strategy.Log.Time)}, {Sql.Name(strategy.Log.Id)} LIMIT {Shown}"
        );

    /// <summary>Counts by an expression, the largest first.</summary>
    /// <param name="of">SQL of the group.</param>
    public static Behind By(string said, string of, string where) =>
        new(
            said,
            $"SELECT CAST({of} AS VARCHAR) AS value, count(*) AS rows FROM log WHERE {where} GROUP BY ALL ORDER BY rows DESC, value LIMIT {Groups}"
        );
}
