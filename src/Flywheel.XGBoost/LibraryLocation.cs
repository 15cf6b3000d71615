using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flywheel.XGBoost;

/// <summary>Where XGBoost's library is looked for, in order: FLYWHEEL_XGBOOST, the program's own folder, the system.</summary>
internal static partial class LibraryLocation
{
    internal const string Variable = "FLYWHEEL_XGBOOST";

    // Debian's libxgboost names these two by soname. Loaded by path first, they need no search path.
    private static readonly string[] Companions = ["libgomp.so.1", "libdmlc.so.0"];

#pragma warning disable CA2255 // The first call into the library may come from any type: only the module is sure to run before.
    [ModuleInitializer]
#pragma warning restore CA2255 // From here on the rule holds again.
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(
            typeof(LibraryLocation).Assembly,
            (name, assembly, _) => name == NativeMethods.Library ? Load(Environment.GetEnvironmentVariable(Variable), assembly) : 0
        );

    /// <summary>Loads the library.</summary>
    /// <param name="chosen">A file that must be taken, or null to look in the usual places.</param>
    /// <param name="assembly">The assembly that calls.</param>
    /// <exception cref="DllNotFoundException">Nothing could be loaded; the message says what to type.</exception>
    internal static nint Load(string? chosen, Assembly assembly)
    {
        WaitPassively();
        if (!string.IsNullOrEmpty(chosen))
        {
            return TryFile(chosen, out var handle)
                ? handle
                : throw new DllNotFoundException(
                    $"{Variable} names '{chosen}', which is missing or is no XGBoost library for this machine. "
                        + "Set it to the path of the library (libxgboost.so.0, libxgboost.dylib, xgboost.dll), or unset it."
                );
        }

        foreach (var file in OwnFiles())
        {
            if (TryFile(Path.Combine(AppContext.BaseDirectory, file), out var handle))
            {
                return handle;
            }
        }

        foreach (var name in SystemNames())
        {
            if (NativeLibrary.TryLoad(name, assembly, null, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException(
            "XGBoost's library is missing. Type ./build.sh, which fetches it; or install it with 'apt-get install libxgboost0' "
                + $"or 'brew install xgboost'; or set {Variable} to the path of the library."
        );
    }

    private static bool TryFile(string file, out nint handle)
    {
        handle = 0;
        if (!File.Exists(file))
        {
            return false;
        }

        var full = Path.GetFullPath(file);
        foreach (var companion in OperatingSystem.IsLinux() ? Companions : [])
        {
            // Where one is not beside the library, the system's is found by name.
            _ = NativeLibrary.TryLoad(Path.Combine(Path.GetDirectoryName(full)!, companion), out _);
        }

        return NativeLibrary.TryLoad(full, out handle);
    }

    private static string[] OwnFiles() =>
        OperatingSystem.IsWindows() ? ["xgboost.dll"]
        : OperatingSystem.IsMacOS() ? ["libxgboost.dylib"]
        : ["libxgboost.so.0"];

    private static string[] SystemNames() =>
        OperatingSystem.IsWindows() ? ["xgboost.dll"]
        : OperatingSystem.IsMacOS() ? ["libxgboost.dylib", "/opt/homebrew/lib/libxgboost.dylib", "/usr/local/lib/libxgboost.dylib"]
        : ["libxgboost.so.0", "libxgboost.so"];

    /// <summary>Lets OpenMP's threads sleep while they wait. Must happen before libgomp is loaded, which reads it once.</summary>
    /// <remarks>
    /// Spinning threads wait for a neighbour that the system has not scheduled: on two cores with another busy process, training
    /// takes 4 times as long. Environment.SetEnvironmentVariable does not reach native code on Unix. A value that was set outside stays.
    /// </remarks>
    private static void WaitPassively()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetEnv("OMP_WAIT_POLICY", "passive", 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
