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
                columns[Name(strategy, of, check.Cohort)] = Condition(strategy, check.Cohort) is { } condition
                    ? $"CASE WHEN {condition} THEN {strategy.Sql(of)} END"
                    : strategy.Sql(of);
            }
        }

        return columns;
    }

    /// <summary>Name of what drift compares.</summary>
    public static string Name(DriftColumn column) => $"{(column.IsNumeric ? "number" : "text")} {column.Sql}";

    /// <summary>Name of an expression in the rows of a cohort: with its condition, for that may be edited too.</summary>
    public static string Name(ModelStrategy strategy, Expression of, string cohort) =>
        Condition(strategy, cohort) is { } condition ? $"{of.Text} where {condition}" : of.Text;

    /// <summary>The columns that are watched for drift under their names in the strategy, and the declared ones beside: as a saved profile has them.</summary>
    public static Profile Watched(ModelStrategy strategy, Profile kept)
    {
        var watched = DriftColumn.All(strategy);
        return kept.Named(watched.Select(column => (Name(column), column.Name)).Concat(Declared(strategy, watched)));
    }

    /// <summary>The declared columns of a saved profile: one that a watched column has taken the name of is not there, unless they are the same.</summary>
    public static Profile Declared(ModelStrategy strategy, Profile saved) =>
        saved.Named(Declared(strategy, DriftColumn.All(strategy).Where(column => column.Sql != Sql.Name(column.Name))));

    private static IEnumerable<(string, string)> Declared(ModelStrategy strategy, IEnumerable<DriftColumn> but) =>
        strategy.Main.Schema.Keys.Except(but.Select(column => column.Name)).Select(name => (name, name));

    /// <summary>SQL of the rows of a cohort; null for all.</summary>
    private static string? Condition(ModelStrategy strategy, string cohort) =>
        cohort == Figure.All ? null : strategy.Cohorts.Single(one => one.Name == cohort).Sql;
}
