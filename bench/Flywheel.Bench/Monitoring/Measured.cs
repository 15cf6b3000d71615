using System.Globalization;
using System.Text.Json;

namespace Flywheel.Bench.Monitoring;

/// <summary>What a process of its own measured: seconds by part, its largest resident memory, and the numbers that it came to.</summary>
/// <param name="Processor">Processor seconds by part, which other work on the machine changes less.</param>
/// <param name="PeakMiB">VmHWM of the process.</param>
/// <param name="Values">By name, e.g. <c>metric/auc/all/value</c>; null where there is no such number.</param>
public sealed record Measured(
    Dictionary<string, double> Seconds,
    Dictionary<string, double> Processor,
    double PeakMiB,
    Dictionary<string, double?> Values
)
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Largest resident memory of this process so far.</summary>
    public static double Peak() =>
        File.ReadLines("/proc/self/status")
            .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line =>
                double.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
            )
            .Single();

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, _options));

    public static Measured Read(string file) => JsonSerializer.Deserialize<Measured>(File.ReadAllText(file), _options)!;
}
