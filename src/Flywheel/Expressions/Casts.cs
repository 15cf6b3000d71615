namespace Flywheel.Expressions;

/// <summary>One line of the table of casts.</summary>
/// <param name="From">The type of the input.</param>
/// <param name="To">The type of the result.</param>
/// <param name="Try">Written TRY_CAST: a text that cannot be read gives NULL.</param>
/// <param name="DuckDb">DuckDB's text; {0} is the input.</param>
/// <param name="PostgreSql">PostgreSQL's text, of the same meaning.</param>
/// <param name="Sentence">What the result is.</param>
public sealed record CastRule(SqlType From, SqlType To, bool Try, string DuckDb, string PostgreSql, string Sentence);

/// <summary>The changes of type that give the same answer on every engine.</summary>
public static class Casts
{
    // csharpier-ignore - a table, one entry a line
    public static IReadOnlyList<CastRule> All { get; } =
    [
        new(SqlType.Integer, SqlType.Double, false, "CAST({0} AS DOUBLE)", "CAST({0} AS DOUBLE PRECISION)", "The same number; beyond 2^53 the nearest."),
        new(SqlType.Double, SqlType.Integer, false, "CAST({0} AS BIGINT)", "CAST({0} AS BIGINT)", "The nearest whole number; a half goes away from 0."),
        new(SqlType.Boolean, SqlType.Integer, false, "CAST({0} AS BIGINT)", "CAST(CAST({0} AS INTEGER) AS BIGINT)", "1 for true, 0 for false."),
        new(SqlType.Boolean, SqlType.Double, false, "CAST({0} AS DOUBLE)", "CAST(CAST({0} AS INTEGER) AS DOUBLE PRECISION)", "1 for true, 0 for false."),
        new(SqlType.Boolean, SqlType.Text, false, "CAST({0} AS VARCHAR)", "CAST({0} AS TEXT)", "'true' or 'false'."),
        new(SqlType.Integer, SqlType.Text, false, "CAST({0} AS VARCHAR)", "CAST({0} AS TEXT)", "Its digits."),
        new(SqlType.Date, SqlType.Text, false, "CAST({0} AS VARCHAR)", "to_char({0}, 'YYYY-MM-DD')", "As 2001-12-31."),
        new(SqlType.Date, SqlType.Timestamp, false, "CAST({0} AS TIMESTAMP)", "CAST({0} AS TIMESTAMP)", "Midnight of the day."),
        new(SqlType.Timestamp, SqlType.Date, false, "CAST({0} AS DATE)", "CAST({0} AS DATE)", "The day of the time."),
        new(SqlType.Text, SqlType.Integer, true, $"TRY_CAST(regexp_extract({{0}}, '{NumberText.Integer}') AS BIGINT)", $"CAST(substring({{0}} FROM '{NumberText.Integer}') AS BIGINT)", "The number written in at most 18 digits, otherwise NULL."),
        new(SqlType.Text, SqlType.Double, true, $"TRY_CAST(regexp_extract({{0}}, '{NumberText.Double}') AS DOUBLE)", $"CAST(substring({{0}} FROM '{NumberText.Double}') AS DOUBLE PRECISION)", "The number written, otherwise NULL."),
    ];

    /// <summary>The names of types that a cast may be written with.</summary>
    internal static IReadOnlyDictionary<string, SqlType> Targets { get; } =
        new Dictionary<string, SqlType>
        {
            ["BIGINT"] = SqlType.Integer,
            ["DOUBLE"] = SqlType.Double,
            ["VARCHAR"] = SqlType.Text,
            ["BOOLEAN"] = SqlType.Boolean,
            ["DATE"] = SqlType.Date,
            ["TIMESTAMP"] = SqlType.Timestamp,
        };
}
