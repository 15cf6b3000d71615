using System.Runtime.InteropServices;
using Flywheel.XGBoost;

namespace Flywheel.Cli.Adapters;

/// <summary>What decides whether equal inputs give equal bytes: operating system, processor, library versions. Never a host's name.</summary>
public static class Fingerprint
{
    public static IReadOnlyDictionary<string, string> Of(string engineVersion) =>
        new OrderedDictionary<string, string>
        {
            ["system"] = $"{System()}, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
            ["processor"] = Processor(),
            ["duckdb"] = engineVersion,
            ["xgboost"] = XGBoostLibrary.Version.ToString(),
        };

    private static string System() =>
        Field("/etc/os-release", "ID") is { } id ? $"{id} {Field("/etc/os-release", "VERSION_ID")}"
        : OperatingSystem.IsMacOS() ? $"macos {Environment.OSVersion.Version.Major}"
        : OperatingSystem.IsWindows() ? $"windows {Environment.OSVersion.Version.Major}"
        : "unknown";

    private static string Processor() =>
        Field("/proc/cpuinfo", "vendor_id") is { } vendor
            ? $"{vendor} {Field("/proc/cpuinfo", "cpu family")}.{Field("/proc/cpuinfo", "model")}"
            : "unknown";

    /// <summary>The first value of a key in a file of <c>key=value</c> or <c>key : value</c> lines.</summary>
    private static string? Field(string file, string key) =>
        File.Exists(file)
            ? File.ReadLines(file)
                .Select(line => line.Split(['=', ':'], 2))
                .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == key)
                ?[1].Trim()
                .Trim('"')
            : null;
}
