using Flywheel.Expressions;

namespace Flywheel.Curation;

/// <summary>A uniform draw among the events that meet a condition; NULL does not meet it.</summary>
internal static class Matching
{
    /// <summary>SQL that is true for the picked ones.</summary>
    /// <param name="count">Most to pick; all without it.</param>
    public static string Picks(Draw draw, Expression where, int? count)
    {
        var meets = Meets(draw, where);
        return $"{meets} AND row_number() OVER (PARTITION BY {meets} ORDER BY {draw.Hash}, {draw.Id}) <= {draw.Count(count)}";
    }

    /// <summary>SQL of each event's chance; 0 where it does not meet the condition.</summary>
    public static string Probability(Draw draw, Expression where, int? count)
    {
        var meets = Meets(draw, where);
        return $"CASE WHEN {meets} THEN least(1, {draw.Count(count)} / CAST(count(*) FILTER ({meets}) OVER () AS DOUBLE)) ELSE 0 END";
    }

    private static string Meets(Draw draw, Expression where) => $"coalesce({draw.Strategy.Sql(where)}, FALSE)";
}
