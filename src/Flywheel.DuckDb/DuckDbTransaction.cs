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
    public override void Commit() => End("COMMIT");

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

    private void End(string statement)
    {
        var open = connection ?? throw new InvalidOperationException("The transaction has already ended.");
        open.MustBeIdle();

        // A commit that fails has rolled back: either way the transaction is over.
        connection = null;
        open.Transaction = null;
        open.RunStatement(statement);
    }
}
