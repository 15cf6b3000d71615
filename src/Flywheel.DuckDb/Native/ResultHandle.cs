using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

/// <summary>The result of one statement. The struct lives in native memory, so that its address is stable and its end certain.</summary>
internal sealed unsafe class ResultHandle : NativeHandle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    /// <summary>The next rows, or nothing at the end and after an error: ask <see cref="Error"/> which.</summary>
    public ChunkHandle? Fetch() =>
        NativeMethods.duckdb_fetch_chunk(*(NativeResult*)Live()) is var chunk and not 0 ? new ChunkHandle(chunk) : null;

    public ReturnedKind Kind => NativeMethods.duckdb_result_return_type(*(NativeResult*)Live());

    /// <summary>What went wrong, or null.</summary>
    public DuckDbException? Error()
    {
        var message = NativeText.Read(NativeMethods.duckdb_result_error(this));
        return message is null ? null : new DuckDbException(message, NativeMethods.duckdb_result_error_type(this));
    }

    protected override bool ReleaseHandle()
    {
        // A failed query leaves a result, too: it holds the message and must be destroyed all the same.
        NativeMethods.duckdb_destroy_result(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }

    private nint Live()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return handle;
    }
}

/// <summary>What a statement returned.</summary>
internal enum ReturnedKind
{
    Invalid = 0,
    ChangedRows = 1,
    Nothing = 2,
    Rows = 3,
}
