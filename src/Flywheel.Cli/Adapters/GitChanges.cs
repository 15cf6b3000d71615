namespace Flywheel.Cli.Adapters;

/// <summary>What a proposal touches, as git tells it.</summary>
public static class GitChanges
{
    /// <summary>Paths that differ from a revision, in byte order.</summary>
    /// <param name="proposed">Revision of the proposal; the working tree, new files included, without it.</param>
    /// <remarks>A revision is held against where it left the base, as a pull request is; where a cut history hides that place, against the base itself.</remarks>
    public static IReadOnlyList<string> Of(string root, string @base, string? proposed)
    {
        string[] options = ["diff", "--name-only", "--no-renames", "-z"];
        var output = proposed is null
            ? Run([.. options, @base, "--"]) + Run(["ls-files", "--others", "--exclude-standard", "-z"])
            : Run([.. options, $"{@base}...{proposed}", "--"]) ?? Run([.. options, @base, proposed, "--"]);
        return [.. (output ?? "").Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];

        string? Run(IReadOnlyList<string> arguments) => GitFiles.Run(root, arguments);
    }

    /// <summary>Whether older commits are not here: a shallow clone.</summary>
    public static bool IsCut(string root) => GitFiles.Run(root, ["rev-parse", "--is-shallow-repository"])?.Trim() == "true";

    /// <summary>The path that a file had before the commit that brought it here; null where it is new.</summary>
    public static string? RenamedFrom(string root, string commit, string path) =>
        GitFiles
            .Run(root, ["diff", "--find-renames=60%", "--diff-filter=R", "--name-status", "-z", $"{commit}^", commit, "--"])
            ?.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Chunk(3)
            .FirstOrDefault(change => change is [_, _, var now] && now == path)
            ?[1];

    /// <summary>The files of a revision, for a question about it.</summary>
    /// <exception cref="RefusedException">Git knows no such revision.</exception>
    public static GitFiles FilesAt(string root, string revision) =>
        GitFiles.AtOrNull(root, revision)
        ?? throw new RefusedException(
            ExitCode.Lacking,
            $"git knows no revision {revision} here, so it cannot tell what is proposed or was accepted. "
                + "Type: git fetch origin, or for a new repository: git init && git add -A && git commit -m \"Start\""
        );
}
