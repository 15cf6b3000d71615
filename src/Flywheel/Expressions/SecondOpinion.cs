using System.Data.Common;

namespace Flywheel.Expressions;

/// <summary>Has DuckDB type a printed expression over an empty relation of the same columns: both must agree.</summary>
internal static class SecondOpinion
{
    /// <exception cref="InvalidOperationException">DuckDB refuses the text or gives it another type: our table is wrong.</exception>
    public static void Compare(DbConnection connection, CheckedExpression expression, IReadOnlyDictionary<string, SqlType> schema)
    {
        var columns = expression.Columns.Select(c => $"CAST(NULL AS {schema[c].NameIn(SqlDialect.DuckDb)}) AS {SqlPrinter.Quoted(c)}");
        var relation = expression.Columns.Count == 0 ? "" : $" FROM (SELECT {string.Join(", ", columns)} WHERE FALSE)";
        var described = Describe(connection, expression, $"DESCRIBE SELECT ({expression.DuckDb}) AS x{relation}");
        if (described != expression.Type.NameIn(SqlDialect.DuckDb))
        {
            throw Defect(expression, $"DuckDB gives it the type {described}");
        }
    }

    private static string Describe(DbConnection connection, CheckedExpression expression, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        try
        {
            using var row = command.ExecuteReader();
            return row.Read() ? row.GetString(1) : "";
        }
        catch (DbException refusal)
        {
            throw Defect(expression, "DuckDB refuses it", refusal);
        }
    }

    private static InvalidOperationException Defect(CheckedExpression expression, string found, Exception? cause = null) =>
        new(
            $"{expression.Source.At}: '{expression.Source}' was checked as {expression.Type} and printed as '{expression.DuckDb}', but {found}.",
            cause
        );
}
