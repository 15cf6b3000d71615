using System.ComponentModel;
using System.Diagnostics;
using Flywheel.Yaml;

namespace Flywheel.Cli.Adapters;

/// <summary>A program of the team's that works in the repository's root. No shell reads its arguments, and it has no input.</summary>
/// <param name="Root">Absolute path of the repository.</param>
/// <param name="Command">Program and first arguments; one with a slash is looked for in the repository.</param>
public sealed record OutsideProgram(string Root, IReadOnlyList<string> Command)
{
    /// <summary>Characters of what it wrote to its error stream that are kept: the last ones.</summary>
    private const int MostShown = 2000;

    /// <summary>How long its streams are waited for once it has ended: a program that it started may hold them open.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs it to its end, or for the time that it has.</summary>
    /// <returns>How it failed; null where it ended with 0.</returns>
    public ProgramFailure? Run(IEnumerable<string> arguments, TimeSpan within)
    {
        var program = Command[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(Root, Command[0]) : Command[0];
        var start = new ProcessStartInfo(program, [.. Command.Skip(1), .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var isDone = process.WaitForExit(within);
            if (!isDone)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(_patience);
            }

            var wrote = Task.WaitAll([output, errors], _patience) ? errors.Result.Trim() : "";
            return !isDone ? new($"was not done within {Duration.Text(within)} and was stopped", Tail(wrote)) { IsLate = true }
                : process.ExitCode == 0 ? null
                : new($"ended with {process.ExitCode}", Tail(wrote));
        }
        catch (Win32Exception wrong)
        {
            return new("does not start", wrong.Message);
        }
    }

    private static string Tail(string wrote) => wrote.Length > MostShown ? "…" + wrote[^MostShown..] : wrote;
}

/// <summary>Why a program was not done.</summary>
/// <param name="Said">The same in every run and on every machine.</param>
/// <param name="Wrote">What it wrote to its error stream, or why it does not start; empty where it wrote nothing.</param>
public sealed record ProgramFailure(string Said, string Wrote)
{
    /// <summary>Whether it was stopped for taking too long.</summary>
    public bool IsLate { get; init; }

    public override string ToString() => Wrote.Length == 0 ? Said : $"{Said}: {Wrote}";
}
