using Flywheel.Metrics;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Estimates;

/// <summary>The labelled flights of one week with the scores of the Python loop's model; a day is a cluster.</summary>
public static class ScoredWeek
{
    /// <param name="database">Any.</param>
    /// <param name="file">That <c>peer_loop.py scores</c> wrote.</param>
    /// <param name="week">Counted from 0.</param>
    public static ScoredRows Read(Database database, string file, long week)
    {
        var table = database.Table(
            $"""
            SELECT score, late, dense_rank() OVER (ORDER BY date::DATE) - 1 AS day FROM read_csv({Sql.Text(file)})
            WHERE week = {week} ORDER BY date, score, late
            """
        );
        var days = Array.ConvertAll(table.Wholes("day"), day => (int)day);
        var weights = new double[table.Rows];
        Array.Fill(weights, 1);
        return ScoredRows.Of(new(table.Reals("late"), weights, days, days.Max() + 1), table.Reals("score"));
    }
}
