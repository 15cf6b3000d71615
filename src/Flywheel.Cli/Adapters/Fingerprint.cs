using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Flywheel.XGBoost;

namespace Flywheel.Cli.Adapters;

/// <summary>What decides whether equal inputs give equal bytes: system, C library, instruction sets, library versions. Never a host's name.</summary>
/// <remarks>
/// Not the processor's model: hosted runners differ in it from day to day while their bytes do not. Debian's XGBoost is built for the
/// baseline of its architecture and asks no processor what it can do (no <c>cpuid</c>, no wider registers in it or in libgomp); but it
/// calls <c>exp</c>, <c>expf</c>, <c>log</c>, <c>logf</c> of glibc's libm, which takes variants with fused multiply-add where AVX2
/// and FMA are usable (sysdeps/x86_64/fpu/multiarch/ifunc-fma.h, ifunc-fma4.h), and these round differently.
/// </remarks>
public static partial class Fingerprint
{
    public static IReadOnlyDictionary<string, string> Of(string engineVersion)
    {
        var parts = new OrderedDictionary<string, string> { ["system"] = System(), ["processor"] = Processor() };
        if (OperatingSystem.IsLinux())
        {
            parts["libc"] = $"glibc {LibraryOfC()}";
        }

        parts["duckdb"] = engineVersion;
        parts["xgboost"] = XGBoostLibrary.Version.ToString();
        return parts;
    }

    private static string System() =>
        Field("/etc/os-release", "ID") is { } id ? $"{id} {Field("/etc/os-release", "VERSION_ID")}"
        : OperatingSystem.IsMacOS() ? $"macos {Environment.OSVersion.Version.Major}"
        : OperatingSystem.IsWindows() ? $"windows {Environment.OSVersion.Version.Major}"
        : "unknown";

    /// <summary>Architecture and what libm chooses by, e.g. <c>x64 avx2 fma</c>.</summary>
    private static string Processor() =>
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()
        + (Avx2.IsSupported ? " avx2" : "")
        + (Fma.IsSupported ? " fma" : "");

    /// <summary>Version of the C library in use; another one than glibc has no such function.</summary>
    private static string LibraryOfC()
    {
        try
        {
            return Marshal.PtrToStringUTF8(GnuGetLibcVersion()) ?? "unknown";
        }
        catch (EntryPointNotFoundException)
        {
            return "other";
        }
    }

    [LibraryImport("libc", EntryPoint = "gnu_get_libc_version")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint GnuGetLibcVersion();

    /// <summary>The first value of a key in a file of <c>key=value</c> lines.</summary>
    private static string? Field(string file, string key) =>
        File.Exists(file)
            ? File.ReadLines(file)
                .Select(line => line.Split('=', 2))
                .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == key)
                ?[1].Trim()
                .Trim('"')
            : null;
}
