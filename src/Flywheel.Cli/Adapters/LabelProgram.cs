using System.ComponentModel;
using System.Diagnostics;
using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.Yaml;

namespace Flywheel.Cli.Adapters;

/// <summary>Runs a labeler's program: its arguments are a list, and no shell reads them.</summary>
/// <param name="root">The repository's root: the program starts there.</param>
/// <param name="store">Folder of this machine that outlives the process.</param>
public sealed class LabelProgram(string root, string store) : ILabelProgram
{
    /// <summary>Characters of what it wrote to its error stream that are shown: the last ones.</summary>
    private const int MostShown = 2000;

    /// <summary>How long a stopped program's streams are waited for: one that it started may hold them open.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public string Folder(string model, string labeler) => Path.Combine(store, "labelling", model, labeler);

    public ProgramTrouble? Run(LabelsByCommand settings, string folder)
    {
        var run = settings.Run;
        var program = run[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(root, run[0]) : run[0];
        var start = new ProcessStartInfo(program, [.. run.Skip(1), Path.GetFullPath(folder)])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(settings.Within))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(_patience);
                return Trouble(
                    $"was not done within {Duration.Text(settings.Within)} and was stopped",
                    errors.Wait(_patience) ? errors.Result : ""
                );
            }

            var isRead = Task.WaitAll([output, errors], _patience);
            return process.ExitCode == 0 ? null : Trouble($"ended with {process.ExitCode}", isRead ? errors.Result : "");
        }
        catch (Win32Exception wrong)
        {
            return new("does not start", $"`{string.Join(' ', run)}` does not start: {wrong.Message}");
        }

        ProgramTrouble Trouble(string said, string errors) =>
            new(
                said,
                $"`{string.Join(' ', run)}` {said}{(errors.Trim() is { Length: > 0 } wrote ? $": {(wrote.Length > MostShown ? "…" + wrote[^MostShown..] : wrote)}" : "")}"
            );
    }
}
