namespace Flywheel.Cli.Adapters;

/// <summary>A commit of the main line.</summary>
/// <param name="Author">Name; of a merge on GitHub's pages the person who merged.</param>
/// <param name="Day">Day on which it was written.</param>
/// <param name="CoAuthors">Names and addresses of its trailers, parted by commas; empty without any.</param>
/// <param name="Mail">The author's address.</param>
/// <param name="CommitterMail">The committer's.</param>
/// <param name="Trailers">Who reviewed, acknowledged or signed it, each with its word: <c>Reviewed-by: Ada &lt;ada@example.org&gt;</c>.</param>
public sealed record MainLineCommit(
    string Hash,
    string Author,
    string Day,
    string Committer,
    string CoAuthors,
    string Mail,
    string CommitterMail,
    IReadOnlyList<string> Trailers
)
{
    // A unit separator: names may hold tabs, and no name holds this.
    private const char Between = '\u001f';

    /// <summary>What to ask git for, one commit a line.</summary>
    internal static string Format { get; } =
        string.Join(
            "%x1f",
            "%H",
            "%an",
            "%ad",
            "%cn",
            "%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x2C)",
            "%ae",
            "%ce",
            "%(trailers:key=Reviewed-by,key=Acked-by,key=Signed-off-by,unfold,separator=%x1e)"
        );

    internal static MainLineCommit Read(string line)
    {
        var fields = line.Split(Between);
        return new(
            fields[0],
            fields[1],
            fields[2],
            fields[3],
            fields[4],
            fields[5],
            fields[6],
            fields[7].Split('\u001e', StringSplitOptions.RemoveEmptyEntries)
        );
    }
}
