using Flywheel.State;

namespace Flywheel.Cli.Adapters;

/// <summary>Who accepted a decision, and when: read from git, never kept anywhere else.</summary>
/// <param name="Commit">The merge or commit of the main line that brought it in.</param>
public sealed record Acceptance(MainLineCommit Commit)
{
    /// <summary>Whether the commit names a person: a squash or a rebase keeps the program that opened the pull request as the author.</summary>
    public bool IsByPerson => !IsProgram(Commit.Author);

    /// <summary>Who made the commit; where that is a program, which person else it names.</summary>
    public string By =>
        IsByPerson ? Commit.Author
        : !IsProgram(Commit.Committer) ? $"{Commit.Author}, committed by {Commit.Committer}"
        : Commit.CoAuthors.Length > 0 ? $"{Commit.Author}, with {Commit.CoAuthors}"
        : Commit.Author;

    /// <summary>The person who accepted it with their address, where git names one: the author, the committer, or someone of a trailer; else null.</summary>
    public (string Name, string Mail)? Person =>
        IsByPerson ? (Commit.Author, Commit.Mail)
        : !IsProgram(Commit.Committer) ? (Commit.Committer, Commit.CommitterMail)
        : Commit
            .Trailers.Select(trailer => trailer[(trailer.IndexOf(':', StringComparison.Ordinal) + 1)..])
            .Concat(Commit.CoAuthors.Split(','))
            .Select(Named)
            .FirstOrDefault(named => named is { } person && !IsProgram(person.Name));

    /// <summary>Each thing that a file holds at a revision, with the commit that brought it in.</summary>
    /// <param name="read">What a commit's files hold of it; null where this build cannot read them, as an older ledger.</param>
    public static IReadOnlyList<(T What, Acceptance Acceptance)> Of<T>(
        string root,
        string revision,
        string path,
        Func<IFiles, IReadOnlyList<T>?> read
    )
    {
        var accepted = new List<(T What, Acceptance Acceptance)>();
        foreach (var commit in GitFiles.MainLineOf(root, revision, path))
        {
            if (read(GitFiles.At(root, commit.Hash)) is { } held)
            {
                accepted.RemoveAll(known => !held.Contains(known.What));
                accepted.AddRange(held.Except(accepted.Select(known => known.What)).Select(what => (what, new Acceptance(commit))));
            }
        }

        return accepted;
    }

    private static (string Name, string Mail)? Named(string text) =>
        text.Split('<') is [var name, var mail] && name.Trim().Length > 0 ? (name.Trim(), mail.Trim().TrimEnd('>')) : null;

    // GitHub itself commits squashes and merges of its web pages.
    private static bool IsProgram(string name) => name is "flywheel" or "GitHub" || name.EndsWith("[bot]", StringComparison.Ordinal);
}
