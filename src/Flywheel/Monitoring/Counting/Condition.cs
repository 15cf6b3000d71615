using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Counting;

/// <summary>SQL of what checks count of an expression.</summary>
public static class Condition
{
    /// <summary>It has a value.</summary>
    public static string Known(string sql) => $"{sql} IS NOT NULL";

    /// <summary>It has none.</summary>
    public static string Missing(string sql) => $"{sql} IS NULL";

    /// <summary>Its number is not in [from, to].</summary>
    public static string Outside(string sql, double from, double to) => $"{sql} NOT BETWEEN {Sql.Number(from)} AND {Sql.Number(to)}";

    /// <summary>Its text is none of some.</summary>
    public static string OtherThan(string sql, IReadOnlyList<string> texts) =>
        $"{sql} NOT IN ({string.Join(", ", texts.Select(Sql.Text))})";

    /// <summary>The event is in a cohort that is not <see cref="Figure.All"/>.</summary>
    public static string Within(ModelStrategy strategy, string cohort) =>
        $"coalesce({strategy.Cohorts.Single(one => one.Name == cohort).Sql}, FALSE)";

    /// <summary>The event is in a cohort and meets a condition.</summary>
    public static string Within(ModelStrategy strategy, string cohort, string condition) =>
        cohort == Figure.All ? condition : $"{Within(strategy, cohort)} AND ({condition})";
}
