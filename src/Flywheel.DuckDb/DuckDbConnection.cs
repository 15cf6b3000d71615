using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Flywheel.DuckDb.Connections;
using Flywheel.DuckDb.Native;
using Flywheel.DuckDb.Reading;

namespace Flywheel.DuckDb;

/// <summary>A connection to a DuckDB database. It runs one statement at a time: give each thread a <see cref="Duplicate"/>.</summary>
public sealed class DuckDbConnection : DbConnection
{
    private DuckDbConnectionStringBuilder settings;
    private SharedDatabase? database;
    private ConnectionHandle? handle;
    private int interruptions;
    private Execution? running;

    /// <summary>A connection to a database in memory.</summary>
    public DuckDbConnection()
        : this("") { }

    /// <param name="connectionString">See <see cref="DuckDbConnectionStringBuilder"/>, e.g. <c>Data Source=lake.duckdb;Threads=2</c>.</param>
    public DuckDbConnection(string connectionString) => settings = new DuckDbConnectionStringBuilder(connectionString);

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => settings.ConnectionString;
        set =>
            settings = handle is null
                ? new DuckDbConnectionStringBuilder(value ?? "")
                : throw new InvalidOperationException("The connection is open. Close it before changing its connection string.");
    }

    /// <inheritdoc/>
    public override string Database => "main";

    /// <inheritdoc/>
    public override string DataSource => settings.DataSource;

    /// <summary>DuckDB's version, e.g. <c>v1.5.5</c>; known without a connection.</summary>
    public override string ServerVersion => NativeText.Read(NativeMethods.duckdb_library_version()) ?? "";

    /// <inheritdoc/>
    public override ConnectionState State => handle is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => DuckDbFactory.Instance;

    /// <summary>The transaction in progress, or null.</summary>
    internal DuckDbTransaction? Transaction { get; set; }

    internal ConnectionHandle Handle =>
        handle ?? throw new InvalidOperationException("The connection is closed. Call Open() before running statements.");

    /// <exception cref="DuckDbException">The file is broken, locked by another process, or a setting is refused.</exception>
    public override void Open()
    {
        if (handle is not null)
        {
            throw new InvalidOperationException("The connection is already open.");
        }

        Connect(SharedDatabase.Use(settings));
    }

    /// <summary>Ends what runs, rolls back an open transaction, and lets go of the database.</summary>
    public override void Close()
    {
        if (handle is null)
        {
            return;
        }

        running?.Dispose();
        Transaction?.Dispose();
        handle.Dispose();
        handle = null;
        database?.Release();
        database = null;
        OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <summary>A second open connection to the same database, also to one in memory.</summary>
    public DuckDbConnection Duplicate()
    {
        var duplicate = new DuckDbConnection(ConnectionString);
        _ = Handle;
        duplicate.Connect(database!.UseAgain());
        return duplicate;
    }

    /// <summary>How often <see cref="Interrupt"/> was called: an interruption that it did not ask for is DuckDB's own.</summary>
    internal int Interruptions => Volatile.Read(ref interruptions);

    /// <summary>Stops the statement that runs on this connection, from any thread; it ends with <see cref="OperationCanceledException"/>.</summary>
    public void Interrupt()
    {
        if (handle is { IsClosed: false } open)
        {
            _ = Interlocked.Increment(ref interruptions);
            NativeMethods.duckdb_interrupt(open);
        }
    }

    /// <summary>
    /// Shuts the database in, for all its connections and until it is closed: files outside of the folders can be neither read
    /// nor written, and no setting can be changed any more.
    /// </summary>
    /// <param name="allowedDirectories">Folders whose files stay readable and writable, with all below; none means no files at all.</param>
    public void Confine(params IReadOnlyList<string> allowedDirectories)
    {
        // The order matters: with external access off, folders cannot be allowed any more, and the lock must come last.
        var folders = allowedDirectories.Select(folder => Sql.Text(Path.GetFullPath(folder)));
        RunStatement($"SET allowed_directories = [{string.Join(", ", folders)}]");
        RunStatement("SET enable_external_access = false");
        RunStatement("SET lock_configuration = true");
    }

    /// <summary>The fast way into a table that exists.</summary>
    /// <param name="table">The table's name, without quotes.</param>
    /// <param name="schema">The table's schema; null for the current one.</param>
    public DuckDbAppender CreateAppender(string table, string? schema = null) => new(this, schema, table);

    /// <summary>Makes another attached database the current one.</summary>
    public override void ChangeDatabase(string databaseName) => RunStatement($"USE {Sql.Name(databaseName)}");

    /// <summary>A command on this connection.</summary>
    public new DuckDbCommand CreateCommand() => new() { Connection = this, Transaction = Transaction };

    /// <inheritdoc cref="DbConnection.BeginTransaction()"/>
    public new DuckDbTransaction BeginTransaction() => BeginTransaction(IsolationLevel.Unspecified);

    /// <inheritdoc cref="DbConnection.BeginTransaction(IsolationLevel)"/>
    public new DuckDbTransaction BeginTransaction(IsolationLevel isolationLevel) => (DuckDbTransaction)BeginDbTransaction(isolationLevel);

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel is IsolationLevel.Serializable or IsolationLevel.Chaos)
        {
            throw new NotSupportedException($"DuckDB's transactions see a snapshot; {isolationLevel} is not to be had.");
        }

        if (Transaction is not null)
        {
            throw new InvalidOperationException("A transaction is already open on this connection. Commit it or roll it back first.");
        }

        RunStatement("BEGIN TRANSACTION");
        return Transaction = new DuckDbTransaction(this);
    }

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    internal void RunStatement(string sql)
    {
        using var command = CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A stream of rows ends as soon as its connection runs something else, so that would lose rows in silence.</summary>
    internal void MustBeIdle()
    {
        if (running is not null)
        {
            throw new InvalidOperationException(
                "Rows of an earlier statement are still being read on this connection. Read them to the end, dispose their reader, "
                    + "or use Duplicate() for a second connection."
            );
        }
    }

    internal void Began(Execution execution) => running = execution;

    internal void Ended(Execution execution)
    {
        if (running == execution)
        {
            running = null;
        }
    }

    private void Connect(SharedDatabase shared)
    {
        try
        {
            handle = shared.Connect();
            database = shared;
        }
        catch
        {
            shared.Release();
            throw;
        }

        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }
}
