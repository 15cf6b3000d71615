using System.Diagnostics;
using System.Globalization;

namespace Flywheel.Bench.Monitoring;

/// <summary>A part of the measurement in a process of its own, so that its peak of memory is its own.</summary>
public static class MonitoringPart
{
    public const string Prepare = "prepare";
    public const string Arrays = "frames";
    public const string Turn = "turn";
    public const string Scan = "scan";

    /// <summary>The part itself, inside its process.</summary>
    /// <param name="said">Rows to prepare, or the file to write what was measured to.</param>
    /// <returns>Whether there is such a part.</returns>
    public static bool Run(string part, string folder, string said)
    {
        switch (part)
        {
            case Prepare:
                Prepared.In(folder, long.Parse(said, CultureInfo.InvariantCulture));
                return true;
            case Arrays:
                Frames.Write(folder, said);
                return true;
            case Turn:
                MonitoredTurn.In(folder).Write(said);
                return true;
            case Scan:
                PlainScan.In(folder).Write(said);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Starts a part and waits for its end.</summary>
    public static void Start(string part, string folder, string said) =>
        Start("dotnet", "exec", typeof(MonitoringPart).Assembly.Location, "monitoring", part, folder, said);

    /// <summary>Starts a part and reads what it measured.</summary>
    public static Measured Measure(string part, string folder)
    {
        var file = Path.Combine(folder, $"{part}.json");
        Start(part, folder, file);
        return Measured.Read(file);
    }

    /// <summary>Starts a program and waits for its end.</summary>
    public static void Start(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
