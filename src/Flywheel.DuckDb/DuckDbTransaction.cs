using System.Data;
using System.Data.Common;

namespace Flywheel.DuckDb;

/// <summary>A transaction over a snapshot. Disposing it without a commit rolls it back.</summary>
public sealed class DuckDbTransaction : DbTransaction
{
    private DuckDbConnection? connection;

    internal DuckDbTransaction(DuckDbConnection connection) => this.connection = connection;

    /// <inheritdoc/>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <summary>The connection; null once the transaction has ended.</summary>
    protected override DbConnection? DbConnection => connection;

    /// <exception cref="DuckDbException">Another transaction changed the same rows; this one is rolled back.</exception>
    public override void Commit()
    {
        var open = connection;
        try
        {
            End("COMMIT");
        }
        catch (DuckDbException)
        {
            TryRollback(open!);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Rollback() => End("ROLLBACK");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && connection is { State: ConnectionState.Open })
        {
            Rollback();
        }

        base.Dispose(disposing);
    }

    /// <summary>A commit that fails has usually rolled back already, but a transaction aborted by an error waits to be told.</summary>
    private static void TryRollback(DuckDbConnection connection)
    {
        try
        {
            connection.RunStatement("ROLLBACK");
        }
        catch (DuckDbException error) when (error.ErrorType == DuckDbErrorType.Transaction)
        {
            // There was nothing left to roll back.
        }
    }

    private void End(string statement)
    {
        var open = connection ?? throw new InvalidOperationException("The transaction has already ended.");
        open.MustBeIdle();

        connection = null;
        open.Transaction = null;
        open.RunStatement(statement);
    }
}
