using Flywheel.DuckDb.Native;
using Flywheel.DuckDb.Parameters;
using Flywheel.DuckDb.Reading;

namespace Flywheel.DuckDb.Commands;

/// <summary>The statements of one command text, prepared and run one after the other.</summary>
/// <remarks>Each is prepared only when its turn comes: it may need a table that the one before creates.</remarks>
internal sealed class Statements : IDisposable
{
    private readonly DuckDbConnection connection;
    private readonly ExtractedHandle extracted;
    private PreparedHandle? prepared;
    private int next;

    /// <exception cref="DuckDbException">The text is not SQL.</exception>
    public Statements(DuckDbConnection connection, string sql, DuckDbParameterCollection parameters)
    {
        this.connection = connection;
        connection.MustBeIdle();
        var rewritten = parameters.Count == 0 ? sql : ParameterNames.Rewrite(sql, parameters.Contains);
        Count = (int)NativeMethods.duckdb_extract_statements(connection.Handle, rewritten, out extracted);
        if (Count == 0 && NativeText.Read(NativeMethods.duckdb_extract_statements_error(extracted)) is { } error)
        {
            extracted.Dispose();
            throw new DuckDbException(error);
        }

        if (Count > 1 && parameters.Count > 0)
        {
            extracted.Dispose();
            throw new InvalidOperationException(
                $"The command has parameters and {Count} statements. Only a single statement takes parameters: run them one by one."
            );
        }
    }

    public int Count { get; }

    /// <summary>Prepares the only statement, to be run any number of times.</summary>
    public void Prepare() => prepared ??= PrepareAt(0);

    /// <summary>Runs the next statement; null when there is none left.</summary>
    public Execution? RunNext(DuckDbParameterCollection parameters, int seconds, CancellationToken token)
    {
        if (next >= Count)
        {
            return null;
        }

        token.ThrowIfCancellationRequested();
        if (Count > 1 || prepared is null)
        {
            prepared?.Dispose();
            prepared = PrepareAt(next);
        }

        next++;
        Bindings.Bind(prepared, parameters);
        return Execution.Begin(connection, prepared, seconds, token);
    }

    /// <summary>Begins again at the first statement, keeping what is prepared.</summary>
    public void Rewind() => next = 0;

    public void Dispose()
    {
        prepared?.Dispose();
        extracted.Dispose();
    }

    private PreparedHandle PrepareAt(int index)
    {
        var state = NativeMethods.duckdb_prepare_extracted_statement(connection.Handle, extracted, (ulong)index, out var handle);
        if (state != NativeMethods.Success)
        {
            using (handle)
            {
                throw new DuckDbException(
                    NativeText.Read(NativeMethods.duckdb_prepare_error(handle)) ?? "DuckDB cannot prepare the statement."
                );
            }
        }

        return handle;
    }
}
