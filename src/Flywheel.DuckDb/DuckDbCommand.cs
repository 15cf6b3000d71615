using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Flywheel.DuckDb.Commands;
using Flywheel.DuckDb.Vectors;

namespace Flywheel.DuckDb;

#pragma warning disable CA2000 // False alarm: what a pattern or a conditional hands over is disposed by the using that follows.

/// <summary>SQL to run. Parameters are written <c>@name</c> or <c>$name</c>; without parameters the text may hold several statements.</summary>
public sealed class DuckDbCommand : DbCommand
{
    private Statements? kept;
    private (string Text, object? Handle, string Names) keptFor;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => field;
        set => field = value ?? "";
    } = "";

    /// <summary>Longest wait for DuckDB in one call (to begin, or for the next 2,048 rows), in seconds. Default: 0, without end.</summary>
    public override int CommandTimeout { get; set; }

    /// <summary>Always <see cref="CommandType.Text"/>.</summary>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException($"DuckDB has no {value} commands. Write SQL.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <summary>The connection to run on.</summary>
    public new DuckDbConnection? Connection { get; set; }

    /// <summary>The values of the parameters.</summary>
    public new DuckDbParameterCollection Parameters { get; } = [];

    /// <summary>The transaction; DuckDB has one a connection, so that every command belongs to it anyway.</summary>
    public new DuckDbTransaction? Transaction { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => Connection;
        set => Connection = (DuckDbConnection?)value;
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction
    {
        get => Transaction;
        set => Transaction = (DuckDbTransaction?)value;
    }

    /// <summary>Stops the command, from any thread.</summary>
    public override void Cancel() => Connection?.Interrupt();

    /// <summary>Parses and plans the statement once; runs until the text or the set of parameters changes.</summary>
    public override void Prepare()
    {
        Forget();
        var statements = Parsed();
        try
        {
            if (statements.Count == 1)
            {
                statements.Prepare();
            }
        }
        catch
        {
            statements.Dispose();
            throw;
        }

        (kept, keptFor) = (statements, Now());
    }

    /// <summary>Runs all statements.</summary>
    /// <returns>Rows inserted, updated and deleted in all; -1 when no statement does so.</returns>
    public override int ExecuteNonQuery() => Execute(CancellationToken.None);

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Execute(cancellationToken), cancellationToken);

    /// <summary>Runs all statements.</summary>
    /// <returns>The first value of the first result; null when it has no rows, <see cref="DBNull"/> for NULL.</returns>
    public override object? ExecuteScalar() => Scalar(CancellationToken.None);

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Scalar(cancellationToken), cancellationToken);

    /// <inheritdoc cref="DbCommand.ExecuteReader()"/>
    public new DuckDbDataReader ExecuteReader() => Read(CommandBehavior.Default, CancellationToken.None);

    /// <inheritdoc cref="DbCommand.ExecuteReader(CommandBehavior)"/>
    public new DuckDbDataReader ExecuteReader(CommandBehavior behavior) => Read(behavior, CancellationToken.None);

    /// <summary>
    /// Streams the rows of the one statement as columns, up to 2,048 rows at a time: no object a row, no copy.
    /// The statement starts with the first chunk asked for. A chunk is valid until the next one is asked for.
    /// </summary>
    /// <exception cref="InvalidOperationException">The text holds no statement, or several.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, between chunks or within one.</exception>
    public IEnumerable<DuckDbChunk> ReadChunks(CancellationToken cancellationToken = default)
    {
        using var use = Open();
        if (use.Statements.Count != 1)
        {
            throw new InvalidOperationException($"Chunks are read from one statement; the text holds {use.Statements.Count}.");
        }

        using var execution = use.Statements.RunNext(Parameters, CommandTimeout, cancellationToken)!;
        while (execution.HasColumns && execution.Next() is { } chunk)
        {
            yield return chunk;
        }
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Read(behavior, CancellationToken.None);

    /// <summary>Runs on a thread of the pool, so that the caller's is free to cancel.</summary>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(behavior, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    private int Execute(CancellationToken token)
    {
        using var use = Open();
        var changed = -1L;
        while (use.Statements.RunNext(Parameters, CommandTimeout, token) is { } execution)
        {
            using (execution)
            {
                while (execution.HasColumns && execution.Next() is not null)
                {
                    // A statement with rows takes effect as they are read.
                }

                changed = execution.RowsChanged < 0 ? changed : Math.Max(changed, 0) + execution.RowsChanged;
            }
        }

        return (int)Math.Min(changed, int.MaxValue);
    }

    private object? Scalar(CancellationToken token)
    {
        using var use = Open();
        object? value = null;
        var found = false;
        while (use.Statements.RunNext(Parameters, CommandTimeout, token) is { } execution)
        {
            using (execution)
            {
                var chunk = execution.HasColumns ? execution.Next() : null;
                if (execution.HasColumns && !found)
                {
                    found = true;
                    value = chunk is null ? null : VectorValues.Read(chunk.Vector(0), 0) ?? DBNull.Value;
                }
            }
        }

        return value;
    }

    private DuckDbDataReader Read(CommandBehavior behavior, CancellationToken token) => new(this, Open(), behavior, token);

    /// <summary>The statements to run: the prepared ones if nothing has changed, else parsed anew.</summary>
    private StatementUse Open()
    {
        if (kept is not null && keptFor == Now())
        {
            kept.Rewind();
            return new StatementUse(kept, keep: true);
        }

        return new StatementUse(Parsed(), keep: false);
    }

    private Statements Parsed() =>
        new(
            Connection ?? throw new InvalidOperationException("The command has no connection. Set Connection first."),
            CommandText,
            Parameters
        );

    private (string Text, object? Handle, string Names) Now() =>
        (CommandText, Connection?.Handle, string.Join(',', Parameters.Cast<DuckDbParameter>().Select(parameter => parameter.BareName)));

    private void Forget()
    {
        kept?.Dispose();
        kept = null;
    }
}
