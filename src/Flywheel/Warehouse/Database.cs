using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dapper;

namespace Flywheel.Warehouse;

/// <summary>The statements and columns of one connection.</summary>
/// <param name="Connection">Open; statements and reads go through it one at a time.</param>
/// <param name="Driver">Of that connection.</param>
/// <param name="Seconds">Longest run of one statement: a checked expression is harmless in kind, and may still be too much work.</param>
public sealed record Database(DbConnection Connection, IDatabaseDriver Driver, int Seconds)
{
    public void Execute(string sql, object? parameters = null) => Connection.Execute(sql, parameters, commandTimeout: Seconds);

    public T Value<T>(string sql, object? parameters = null) => Connection.ExecuteScalar<T>(sql, parameters, commandTimeout: Seconds)!;

    public IReadOnlyList<T> Rows<T>(string sql, object? parameters = null) =>
        [.. Connection.Query<T>(sql, parameters, commandTimeout: Seconds)];

    /// <summary>Appends rows to a table, whole columns at once.</summary>
    /// <param name="columns">One a column of the table, each a long[] or a double[], all of one length; NaN is NULL.</param>
    public void Append(string table, IReadOnlyList<Array> columns) => Driver.Append(Connection, table, columns);

    /// <summary>A result chunk by chunk; each is valid until the next one is asked for.</summary>
    public IEnumerable<IColumnChunk> Chunks(string sql)
    {
        using var command = Command(sql);
        foreach (var chunk in Driver.Read(command))
        {
            yield return chunk;
        }
    }

    /// <summary>Runs pieces of work beside each other, as many at a time as there are processors, each on a connection of its own to the same tables, and waits for all of them.</summary>
    /// <remarks>A few rows keep one core busy: a statement is parted by row groups of 122,880 rows. Temporary tables are not seen.</remarks>
    /// <exception cref="Exception">That of the first piece, in their order, which has failed.</exception>
    public void AtOnce(params IReadOnlyList<Action<Database>> works)
    {
        // More at a time would be no sooner done, and hold their rows in memory together.
        var failures = new Exception?[works.Count];
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, works.Count), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i =>
            {
                try
                {
                    Beside(works[i]);
                }
                catch (Exception failure)
                {
                    failures[i] = failure;
                }
            }
        );
        if (Array.Find(failures, failure => failure is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        void Beside(Action<Database> work)
        {
            using var connection = Driver.Another(Connection);
            work(this with { Connection = connection });
        }
    }

    /// <summary>A result as one array a column.</summary>
    public ColumnTable Table(string sql) => ColumnTable.Read(Chunks(sql));

    /// <summary>A result of one numeric column, shape [rows]; NULL is NaN.</summary>
    public double[] Reals(string sql)
    {
        var reals = new Growing<double>();
        foreach (var chunk in Chunks(sql))
        {
            chunk.CopyTo(0, reals.Next(chunk.Rows));
        }

        return reals.Take();
    }

    /// <summary>A result of one column of whole numbers, shape [rows]; NULL is 0.</summary>
    public long[] Wholes(string sql)
    {
        var wholes = new Growing<long>();
        foreach (var chunk in Chunks(sql))
        {
            chunk.CopyTo(0, wholes.Next(chunk.Rows));
        }

        return wholes.Take();
    }

    /// <summary>Identity of an ordered result, and its rows.</summary>
    public (string Digest, long Rows) Digest(string sql) => RowDigest.Of(Chunks(sql));

    /// <summary>A result of numbers as a row-major matrix of floats, NULL as NaN.</summary>
    /// <returns>Shape [rows, columns], flat.</returns>
    public float[] Matrix(string sql) =>
        Matrix(
            sql,
            width: null,
            (chunk, rows) =>
            {
                for (var column = 0; column < chunk.Columns; column++)
                {
                    chunk.CopyTo(column, rows, column, chunk.Columns);
                }
            }
        );

    /// <summary>A result as a row-major matrix of floats.</summary>
    /// <param name="width">Columns of the matrix; as many as the result has where there is none.</param>
    /// <param name="copy">Fills a chunk's rows of the matrix, shape [rows, width], every number of it.</param>
    /// <returns>Shape [rows, width], flat.</returns>
    public float[] Matrix(string sql, int? width, CopyRows copy)
    {
        var parts = new List<float[]>();
        foreach (var chunk in Chunks(sql))
        {
            var part = GC.AllocateUninitializedArray<float>(chunk.Rows * (width ?? chunk.Columns));
            copy(chunk, part);
            parts.Add(part);
        }

        var matrix = GC.AllocateUninitializedArray<float>(parts.Sum(part => part.Length));
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(matrix, at);
            at += part.Length;
        }

        return matrix;
    }

    private DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = Seconds;
        return command;
    }
}

/// <summary>Turns a chunk of a result into rows of a matrix.</summary>
/// <param name="rows">Shape [rows of the chunk, columns of the matrix], row-major.</param>
public delegate void CopyRows(IColumnChunk chunk, Span<float> rows);
