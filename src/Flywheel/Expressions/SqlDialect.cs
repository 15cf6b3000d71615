namespace Flywheel.Expressions;

/// <summary>The engines that an expression is printed for.</summary>
public enum SqlDialect
{
    DuckDb,
    PostgreSql,
}
