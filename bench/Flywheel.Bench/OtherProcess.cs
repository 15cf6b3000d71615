using System.Diagnostics;

namespace Flywheel.Bench;

/// <summary>A part of a measurement in a process of its own.</summary>
public static class OtherProcess
{
    /// <summary>Python with the libraries of the peers: Debian's unless PYTHON names another.</summary>
    public static string Python => Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    /// <summary>Runs a program to its end.</summary>
    /// <param name="memory">Limit of DuckDB's memory; the command's own default without it.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run(string? memory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        if (memory is not null)
        {
            start.Environment["FLYWHEEL_MEMORY"] = memory;
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
