using System.ComponentModel;
using System.Diagnostics;
using Flywheel.Yaml;

namespace Flywheel.Cli.Adapters;

/// <summary>A program that fits and scores, and what it is told of the rows; kept with the model, which only it can read.</summary>
/// <param name="Command">Program and first arguments.</param>
/// <param name="Within">Longest time of one call, as a strategy writes durations.</param>
/// <param name="Task">binary, multiclass or regression.</param>
/// <param name="Classes">How many classes it tells apart; 0 where the task has none.</param>
/// <param name="Seed">Of what it draws.</param>
/// <param name="Names">Names of the columns.</param>
/// <param name="Categorical">Which columns hold codes of categories.</param>
public sealed record TrainerProgram(
    IReadOnlyList<string> Command,
    string Within,
    string Task,
    int Classes,
    int Seed,
    IReadOnlyList<string> Names,
    IReadOnlyList<bool> Categorical
)
{
    /// <summary>Characters of what it wrote to its error stream that a message shows: the last ones.</summary>
    private const int MostShown = 2000;

    /// <summary>How much each column matters, where the program said so.</summary>
    public IReadOnlyDictionary<string, double>? Importance { get; init; }

    /// <exception cref="RefusedException">It does not start, takes too long, or ends with another code than 0.</exception>
    public void Run(string root, string doing, string folder)
    {
        var program = Command[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(root, Command[0]) : Command[0];
        var start = new ProcessStartInfo(program, [.. Command.Skip(1), doing, folder])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Begin(start, doing);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Duration.TryRead(Within, out var time);
        if (!process.WaitForExit(time))
        {
            process.Kill(entireProcessTree: true);
            throw Wrong(
                doing,
                $"was not done within {Within} and was stopped; 'within' under training.command is the longest time of a call"
            );
        }

        process.WaitForExit();
        _ = output.Result;
        if (process.ExitCode != 0)
        {
            var said = errors.Result.Trim();
            throw Wrong(doing, $"ended with {process.ExitCode}: {(said.Length > MostShown ? "…" + said[^MostShown..] : said)}");
        }
    }

    /// <summary>What it did wrong, with what to do.</summary>
    public RefusedException Wrong(string doing, string how) =>
        new(
            ExitCode.Lacking,
            $"the trainer's command `{string.Join(' ', Command)} {doing}` {how}\n"
                + "Nothing is lost: mend the command (training.command, docs/trainers.md), and type the same again; the stages before are remembered."
        );

    private Process Begin(ProcessStartInfo start, string doing)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception wrong)
        {
            throw Wrong(doing, $"does not start: {wrong.Message}");
        }
    }
}
