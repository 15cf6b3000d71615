using System.ComponentModel;
using System.Diagnostics;
using Flywheel.Monitoring;
using Flywheel.Storage;

namespace Flywheel.Cli.Adapters;

/// <summary>The strategy's command that tells an alarm: its arguments are a list, no shell reads them, and the alarm comes on its standard input.</summary>
/// <param name="settings">What to run, and for how long at most.</param>
/// <param name="root">The repository's root: the command starts there.</param>
public sealed class AlarmCommand(DeliverSection settings, string root)
{
    /// <returns>Why it failed, or null.</returns>
    public string? Deliver(Alarm alarm)
    {
        var start = new ProcessStartInfo(Program, settings.Run.Skip(1))
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var said = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
            Write(process, Json.Write(alarm));
            if (!process.WaitForExit(settings.Within))
            {
                process.Kill(entireProcessTree: true);
                return $"took longer than {Yaml.Duration.Text(settings.Within)} and was stopped";
            }

            return process.ExitCode == 0 ? null : $"ended with {process.ExitCode}: {said.Result[0].Trim()}";
        }
        catch (Win32Exception wrong)
        {
            return $"does not start: {wrong.Message}";
        }
    }

    /// <summary>A command that ends without reading has said by its exit code whether that was meant.</summary>
    private static void Write(Process process, string alarm)
    {
        try
        {
            process.StandardInput.Write(alarm);
            process.StandardInput.Close();
        }
        catch (IOException) { }
    }

    /// <summary>A program with a folder before its name is one of the repository; one without is looked for in PATH.</summary>
    private string Program =>
        settings.Run[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(root, settings.Run[0]) : settings.Run[0];
}
