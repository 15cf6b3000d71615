using System.Diagnostics;
using Flywheel.State;

namespace Flywheel.Cli.Adapters;

/// <summary>The files of one revision, read by the git command; never through a shell.</summary>
public sealed class GitFiles(string root, string revision) : IFiles
{
    /// <summary>Revisions in which a folder changed, newest first; none outside a repository.</summary>
    public static IReadOnlyList<string> RevisionsOf(string root, string folder) =>
        Run(root, ["log", "--format=%H", "--", folder]) is { } output ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>Merges and commits of the main line that changed a file, oldest first; none outside a repository.</summary>
    public static IReadOnlyList<MainLineCommit> MainLineOf(string root, string revision, string path) =>
        Run(root, ["log", "--first-parent", "--reverse", $"--format={MainLineCommit.Format}", "--date=short", revision, "--", path])
            is { } output
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(MainLineCommit.Read)]
            : [];

    /// <summary>The revision's files.</summary>
    /// <exception cref="RefusedException">There is no such revision.</exception>
    public static GitFiles At(string root, string revision) =>
        AtOrNull(root, revision)
        ?? throw new RefusedException(
            ExitCode.Lacking,
            $"git knows no revision {revision} here, and a turn starts from what is merged. "
                + "Type: git init && git add -A && git commit -m \"Start\", or pass --assume-merged to start from the working tree."
        );

    /// <summary>The revision's files, or null where git knows no such revision.</summary>
    public static GitFiles? AtOrNull(string root, string revision) =>
        Run(root, ["rev-parse", "--verify", "--quiet", revision + "^{commit}"]) is { } commit ? new(root, commit.Trim()) : null;

    public string? Read(string path) => Run(root, ["show", $"{revision}:{path}"])?.ReplaceLineEndings("\n");

    public string? ReadExactly(string path) => Run(root, ["show", $"{revision}:{path}"]);

    public IReadOnlyList<string> List(string folder)
    {
        var output = Run(root, ["ls-tree", "-r", "--name-only", "-z", revision, "--", folder + "/"]) ?? "";
        var paths = output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }

    /// <returns>What git printed, or null where it failed.</returns>
    internal static string? Run(string root, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var git =
            Process.Start(start) ?? throw new RefusedException(ExitCode.Lacking, "git does not start. Type: apt-get install git");
        var errors = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        _ = errors.Result;
        return git.ExitCode == 0 ? output : null;
    }
}
