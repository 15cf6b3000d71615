namespace Flywheel.Expressions;

/// <summary>The names of the types: ours in messages, DuckDB's and PostgreSQL's in SQL.</summary>
public static class SqlTypes
{
    /// <summary>The types that a column may have.</summary>
    public static IReadOnlyList<SqlType> OfColumns { get; } =
    [SqlType.Boolean, SqlType.Integer, SqlType.Double, SqlType.Text, SqlType.Date, SqlType.Timestamp];

    private static readonly Dictionary<string, SqlType> DuckDbNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BOOLEAN"] = SqlType.Boolean,
        ["TINYINT"] = SqlType.Integer,
        ["SMALLINT"] = SqlType.Integer,
        ["INTEGER"] = SqlType.Integer,
        ["BIGINT"] = SqlType.Integer,
        ["UTINYINT"] = SqlType.Integer,
        ["USMALLINT"] = SqlType.Integer,
        ["UINTEGER"] = SqlType.Integer,
        ["FLOAT"] = SqlType.Double,
        ["DECIMAL"] = SqlType.Double,
        ["DOUBLE"] = SqlType.Double,
        ["VARCHAR"] = SqlType.Text,
        ["DATE"] = SqlType.Date,
        ["TIMESTAMP"] = SqlType.Timestamp,
        ["INTERVAL"] = SqlType.Interval,
    };

    /// <summary>Reads the type that DuckDB's DESCRIBE names; false for a type that no expression may have.</summary>
    /// <remarks>Narrower numbers are read as ours: the relation should cast them, so that sums overflow alike everywhere.</remarks>
    public static bool TryRead(string duckDbName, out SqlType type) => DuckDbNames.TryGetValue(duckDbName.Split('(')[0], out type);

    /// <summary>The name of the type in an engine's SQL, e.g. for a cast.</summary>
    public static string NameIn(this SqlType type, SqlDialect dialect) =>
        type switch
        {
            SqlType.Boolean => "BOOLEAN",
            SqlType.Integer => "BIGINT",
            SqlType.Double => dialect == SqlDialect.DuckDb ? "DOUBLE" : "DOUBLE PRECISION",
            SqlType.Text => dialect == SqlDialect.DuckDb ? "VARCHAR" : "TEXT",
            SqlType.Date => "DATE",
            SqlType.Timestamp => "TIMESTAMP",
            _ => "INTERVAL",
        };
}
