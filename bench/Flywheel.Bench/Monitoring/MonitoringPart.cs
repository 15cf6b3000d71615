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
    /// <param name="memory">Limit of DuckDB's memory; the command's own default without it.</param>
    public static void Start(string part, string folder, string said, string? memory = null) =>
        OtherProcess.Run(memory, "dotnet", "exec", typeof(MonitoringPart).Assembly.Location, "monitoring", part, folder, said);

    /// <summary>Starts a part and reads what it measured.</summary>
    /// <param name="memory">Limit of DuckDB's memory; the command's own default without it.</param>
    public static Measured Measure(string part, string folder, string? memory = null)
    {
        var file = Path.Combine(folder, $"{part}.json");
        Start(part, folder, file, memory);
        return Measured.Read(file);
    }

    /// <summary>Runs the script of pandas and reads what it measured.</summary>
    public static Measured Pandas(string script, string frames, string file)
    {
        OtherProcess.Run(memory: null, OtherProcess.Python, script, frames, file);
        return Measured.Read(file);
    }
}
