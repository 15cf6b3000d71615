using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Reading;

#pragma warning disable CA2000 // False alarm: the fetched chunk is owned by the DuckDbChunk made of it.

/// <summary>One statement that runs: begun, streamed chunk by chunk, ended.</summary>
/// <remarks>DuckDB computes rows as they are fetched, so that an error can come with any chunk, and memory stays small.</remarks>
internal sealed class Execution : IDisposable
{
    private readonly DuckDbConnection connection;
    private readonly int seconds;
    private readonly CancellationToken token;
    private readonly ResultHandle result = new();
    private DuckDbChunk? chunk;
    private bool ended;

    private Execution(DuckDbConnection connection, int seconds, CancellationToken token)
    {
        this.connection = connection;
        this.seconds = seconds;
        this.token = token;
    }

    public bool HasColumns { get; private set; }

    /// <summary>Rows inserted, updated or deleted; -1 when the statement does nothing of the kind.</summary>
    public long RowsChanged { get; private set; } = -1;

    public ResultShape Shape { get; private set; } = null!;

    /// <param name="connection">An idle connection.</param>
    /// <param name="prepared">The statement with its parameters bound; must live until the execution is disposed.</param>
    /// <param name="seconds">Longest wait for DuckDB in one call, in seconds; 0 for no end.</param>
    /// <param name="token">Cancels the statement, also while its rows are read.</param>
    public static Execution Begin(DuckDbConnection connection, PreparedHandle prepared, int seconds, CancellationToken token)
    {
        connection.MustBeIdle();
        token.ThrowIfCancellationRequested();
        var execution = new Execution(connection, seconds, token);
        try
        {
            execution.Run(prepared);
            return execution;
        }
        catch
        {
            execution.Dispose();
            throw;
        }
    }

    /// <summary>The next chunk, which ends the one before; null at the end.</summary>
    /// <exception cref="DuckDbException">A row could not be computed.</exception>
    public DuckDbChunk? Next()
    {
        chunk?.Dispose();
        chunk = null;
        while (!ended)
        {
            token.ThrowIfCancellationRequested();
            using var watch = new Watch(connection, seconds, token);
            var fetched = result.Fetch();
            if (fetched is null)
            {
                End();
                return result.Error() is { } error ? throw watch.Explain(error) : null;
            }

            chunk = new DuckDbChunk(Shape, fetched);
            if (chunk.Rows > 0)
            {
                return chunk;
            }

            chunk.Dispose();
        }

        return null;
    }

    public void Dispose()
    {
        chunk?.Dispose();
        result.Dispose();
        End();
    }

    private void Run(PreparedHandle prepared)
    {
        // Making the statement pending clears an interruption left from before, so the watch begins only after it.
        var state = NativeMethods.duckdb_pending_prepared_streaming(prepared, out var pending);
        using (pending)
        {
            if (state != NativeMethods.Success)
            {
                throw new DuckDbException(
                    NativeText.Read(NativeMethods.duckdb_pending_error(pending)) ?? "DuckDB cannot begin the statement."
                );
            }

            using var watch = new Watch(connection, seconds, token);
            if (NativeMethods.duckdb_execute_pending(pending, result) != NativeMethods.Success)
            {
                throw watch.Explain(result.Error() ?? new DuckDbException("DuckDB cannot execute the statement."));
            }
        }

        HasColumns = result.Kind == ReturnedKind.Rows;
        if (HasColumns)
        {
            Shape = new ResultShape(result);
            connection.Began(this);
        }
        else if (result.Kind == ReturnedKind.ChangedRows)
        {
            RowsChanged = (long)NativeMethods.duckdb_rows_changed(result);
        }
    }

    private void End()
    {
        ended = true;
        connection.Ended(this);
    }
}
