using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

/// <summary>Texts that DuckDB hands out: some it keeps, some the caller must free.</summary>
internal static class NativeText
{
    /// <summary>A copy of a text that stays DuckDB's.</summary>
    public static string? Read(nint text) => Marshal.PtrToStringUTF8(text);

    /// <summary>A copy of a text that is ours to free.</summary>
    public static string? Take(nint text)
    {
        if (text == 0)
        {
            return null;
        }

        try
        {
            return Marshal.PtrToStringUTF8(text);
        }
        finally
        {
            NativeMethods.duckdb_free(text);
        }
    }
}
