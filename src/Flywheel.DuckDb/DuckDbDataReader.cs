using System.Data;
using System.Data.Common;
using Flywheel.DuckDb.Commands;
using Flywheel.DuckDb.Reading;
using Flywheel.DuckDb.Vectors;

namespace Flywheel.DuckDb;

#pragma warning disable CA2000 // False alarm: the execution that a pattern hands over is kept, and disposed with the reader.
#pragma warning disable CA1010 // ADO.NET's readers enumerate untyped records.

/// <summary>Rows of one or several statements, streamed. Statements after the current one run when <see cref="NextResult"/> reaches them.</summary>
public sealed partial class DuckDbDataReader : DbDataReader
{
    private readonly DuckDbCommand command;
    private readonly StatementUse use;
    private readonly CommandBehavior behavior;
    private readonly CancellationToken token;
    private Execution? execution;
    private DuckDbChunk? chunk;
    private int row;
    private int rowsInChunk;
    private long rowsChanged = -1;
    private bool closed;

    internal DuckDbDataReader(DuckDbCommand command, StatementUse use, CommandBehavior behavior, CancellationToken token)
    {
        this.command = command;
        this.use = use;
        this.behavior = behavior;
        this.token = token;
        NextResult();
    }

    /// <summary>Always 0: results do not nest.</summary>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override bool HasRows => HasFirstRow;

    /// <inheritdoc/>
    public override bool IsClosed => closed;

    /// <summary>Rows inserted, updated and deleted by the statements run so far; -1 when none did so.</summary>
    public override int RecordsAffected => (int)Math.Min(rowsChanged, int.MaxValue);

    private bool HasFirstRow { get; set; }

    /// <summary>Goes on to the next statement that returns rows, running those between.</summary>
    public override bool NextResult()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        try
        {
            return Advance();
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (++row < rowsInChunk)
        {
            return true;
        }

        return Fetch();
    }

    /// <inheritdoc/>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        // Within a chunk there is nothing to wait for.
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        return row + 1 < rowsInChunk ? Task.FromResult(Read()) : Task.Run(Read, cancellationToken);
    }

    /// <summary>Ends the statement; those after it in the same text are not run.</summary>
    public override void Close()
    {
        if (closed)
        {
            return;
        }

        closed = true;
        (chunk, rowsInChunk) = (null, 0);
        execution?.Dispose();
        use.Dispose();
        if (behavior.HasFlag(CommandBehavior.CloseConnection))
        {
            command.Connection?.Close();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private bool Advance()
    {
        execution?.Dispose();
        (execution, chunk, rowsInChunk, HasFirstRow) = (null, null, 0, false);
        while (use.Statements.RunNext(command.Parameters, command.CommandTimeout, token) is { } next)
        {
            if (next.HasColumns)
            {
                execution = next;
                // The first rows are fetched at once: an error shows where the statement is run, not where it is read.
                HasFirstRow = Fetch();
                row = -1;
                return true;
            }

            rowsChanged = next.RowsChanged < 0 ? rowsChanged : Math.Max(rowsChanged, 0) + next.RowsChanged;
            next.Dispose();
        }

        return false;
    }

    private bool Fetch()
    {
        chunk = execution?.Next();
        rowsInChunk = chunk?.Rows ?? 0;
        row = 0;
        return rowsInChunk > 0;
    }

    private ResultShape Shape =>
        execution?.Shape ?? throw new InvalidOperationException(closed ? "The reader is closed." : "The statement returned no columns.");

    /// <summary>The current row of a column.</summary>
    private Vector Current(int ordinal) =>
        row >= 0 && row < rowsInChunk
            ? chunk!.Vector(ordinal)
            : throw new InvalidOperationException("The reader stands on no row. Call Read() first, and stop when it returns false.");
}
