using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Flywheel.DuckDb.Native;

/// <summary>Where DuckDB's library lies: the file that FLYWHEEL_DUCKDB names, else the one beside the program.</summary>
internal static class LibraryLocation
{
    /// <summary>Environment variable that names the library's file and wins over the copy beside the program.</summary>
    public const string Variable = "FLYWHEEL_DUCKDB";

#pragma warning disable CA2255 // The resolver must stand before the first native call, whichever type makes it.
    [ModuleInitializer]
    public static void Resolve() => NativeLibrary.SetDllImportResolver(typeof(LibraryLocation).Assembly, Load);
#pragma warning restore CA2255

    /// <summary>The file to load, given what the environment says and where the program lies.</summary>
    public static string File(string? named, string folder) => string.IsNullOrWhiteSpace(named) ? Path.Combine(folder, FileName()) : named;

    private static nint Load(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != NativeMethods.Library)
        {
            return 0;
        }

        var file = File(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);
        return NativeLibrary.TryLoad(file, out var library) ? library : throw new DllNotFoundException(Missing(file));
    }

    /// <summary>What to type when the library cannot be loaded.</summary>
    public static string Missing(string file) =>
        $"DuckDB's library {(System.IO.File.Exists(file) ? "cannot be loaded from" : "is missing at")} '{file}'. "
        + $"Type ./build.sh, which fetches it by npm, or set {Variable} to the path of {FileName()}.";

    private static string FileName() =>
        OperatingSystem.IsWindows() ? "duckdb.dll"
        : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
        : "libduckdb.so";
}
