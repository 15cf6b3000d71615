using Flywheel.Expressions;
using Flywheel.Monitoring;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Logging.Profiles;

/// <summary>What is profiled of events of which no row is kept: the declared columns, and each expression that drift or a check asks for.</summary>
/// <remarks>A column's name is the expression's text: where that is edited it is another column, and no old number passes for a new one.</remarks>
public static class KeptColumns
{
    /// <summary>Columns by name, each with its SQL over an event's columns and score.</summary>
    public static IReadOnlyDictionary<string, string> Of(ModelStrategy strategy)
    {
        var checks = strategy.Main.Monitoring.Alert.Concat(strategy.Main.Monitoring.Observe);
        var columns = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in strategy.Main.Schema.Keys)
        {
            columns[name] = Sql.Name(name);
        }

        foreach (var column in DriftColumn.All(strategy))
        {
            columns[Name(column)] = column.Value;
        }

        foreach (var check in checks)
        {
            foreach (var (of, _) in check.Expressions)
            {
                columns[Name(of, check.Cohort)] = Within(strategy, strategy.Sql(of), check.Cohort);
            }
        }

        return columns;
    }

    /// <summary>Name of what drift compares.</summary>
    public static string Name(DriftColumn column) => $"{(column.IsNumeric ? "number" : "text")} {column.Sql}";

    /// <summary>Name of an expression in the rows of a cohort.</summary>
    public static string Name(Expression of, string cohort) => cohort == Figure.All ? of.Text : $"{of.Text} in {cohort}";

    private static string Within(ModelStrategy strategy, string sql, string cohort) =>
        cohort == Figure.All ? sql : $"CASE WHEN {strategy.Cohorts.Single(one => one.Name == cohort).Sql} THEN {sql} END";
}
