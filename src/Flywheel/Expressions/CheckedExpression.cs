namespace Flywheel.Expressions;

/// <summary>An expression that may run: made by <see cref="ExpressionChecker"/> only.</summary>
public sealed record CheckedExpression
{
    internal CheckedExpression(Expression source, Node tree, IReadOnlyList<string> columns)
    {
        Source = source;
        Type = tree.Type!.Value;
        Columns = columns;
        DuckDb = SqlPrinter.Print(tree, SqlDialect.DuckDb);
        PostgreSql = SqlPrinter.Print(tree, SqlDialect.PostgreSql);
    }

    /// <summary>The expression as its author wrote it.</summary>
    public Expression Source { get; }

    /// <summary>The type of its value.</summary>
    public SqlType Type { get; }

    /// <summary>The columns it reads, each once, in the order of their names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Its text for DuckDB, printed anew from the checked tree.</summary>
    public string DuckDb { get; }

    /// <summary>Its text for PostgreSQL, of the same meaning.</summary>
    public string PostgreSql { get; }

    /// <summary>Its text for one engine.</summary>
    public string In(SqlDialect dialect) => dialect == SqlDialect.DuckDb ? DuckDb : PostgreSql;
}
