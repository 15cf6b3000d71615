using System.Data.Common;
using Dapper;

namespace Flywheel.Warehouse;

/// <summary>The statements and columns of one connection.</summary>
/// <param name="Connection">Open; statements and reads go through it one at a time.</param>
/// <param name="Columns">Reads columns of that connection's commands.</param>
/// <param name="Seconds">Longest run of one statement: a checked expression is harmless in kind, and may still be too much work.</param>
public sealed record Database(DbConnection Connection, IColumnSource Columns, int Seconds)
{
    public void Execute(string sql, object? parameters = null) => Connection.Execute(sql, parameters, commandTimeout: Seconds);

    public T Value<T>(string sql, object? parameters = null) => Connection.ExecuteScalar<T>(sql, parameters, commandTimeout: Seconds)!;

    public IReadOnlyList<T> Rows<T>(string sql, object? parameters = null) =>
        [.. Connection.Query<T>(sql, parameters, commandTimeout: Seconds)];

    /// <summary>A result as one array a column.</summary>
    public ColumnTable Table(string sql)
    {
        using var command = Command(sql);
        return ColumnTable.Read(Columns.Read(command));
    }

    /// <summary>Identity of an ordered result, and its rows.</summary>
    public (string Digest, long Rows) Digest(string sql)
    {
        using var command = Command(sql);
        return RowDigest.Of(Columns.Read(command));
    }

    /// <summary>A result of numbers as a row-major matrix of floats, NULL as NaN.</summary>
    /// <returns>Shape [rows, columns], flat.</returns>
    public float[] Matrix(string sql, int rows, int columns)
    {
        using var command = Command(sql);
        var matrix = GC.AllocateUninitializedArray<float>(checked(rows * columns));
        var row = 0;
        foreach (var chunk in Columns.Read(command))
        {
            for (var column = 0; column < columns; column++)
            {
                chunk.CopyTo(column, matrix.AsSpan(row * columns, chunk.Rows * columns), column, columns);
            }

            row += chunk.Rows;
        }

        return row == rows ? matrix : throw new InvalidOperationException($"A matrix of {rows} rows was read as {row}.");
    }

    private DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = Seconds;
        return command;
    }
}
