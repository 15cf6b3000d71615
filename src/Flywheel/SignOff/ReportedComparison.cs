using Flywheel.OfflineTesting.Gates;

namespace Flywheel.SignOff;

/// <summary>A gate as a comparison report tells it.</summary>
/// <param name="Answer">open, closed, or not enough evidence.</param>
public sealed record ReportedGate(string Gate, string Asks, string Answer, string Why)
{
    public bool IsOpen => Answer == Words(GateOutcome.Open);

    /// <summary>An answer as reports write it.</summary>
    public static string Words(GateOutcome outcome) => Yaml.KebabCase.Of(outcome.ToString()).Replace('-', ' ');
}

/// <summary>What a committed comparison report says: it is what people accept, so it is read as it stands, at any revision and without a store.</summary>
/// <param name="Title">Its heading: which candidate against which model.</param>
/// <param name="Candidate">Version of the candidate, or null where the turn trained none.</param>
/// <param name="Verdict">The decision and its reason.</param>
public sealed record ReportedComparison(string Title, string? Candidate, string Verdict, IReadOnlyList<ReportedGate> Gates)
{
    private const string GatesHeading = "## Gates";

    /// <returns>Null where the text is no comparison report.</returns>
    public static ReportedComparison? Read(string? text)
    {
        var lines = (text ?? "").Split('\n');
        if (!lines[0].StartsWith("# ", StringComparison.Ordinal))
        {
            return null;
        }

        var title = lines[0][2..];
        var verdict = lines.Skip(1).FirstOrDefault(line => line.Length > 0) ?? "";
        var gates = lines
            .SkipWhile(line => line != GatesHeading)
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(Cells)
            .Where(cells => cells.Count == 4)
            .Select(cells => new ReportedGate(cells[0], cells[1], cells[2], cells[3]));
        return new(title, CandidateIn(title), verdict.Replace("**", "", StringComparison.Ordinal), [.. gates]);
    }

    private static string? CandidateIn(string title)
    {
        var words = title.Split(' ');
        var at = Array.IndexOf(words, "candidate");
        return at < 1 || words[at - 1] == "no" || at + 1 == words.Length ? null : words[at + 1];
    }

    /// <summary>Cells of a row, whose own bars are escaped.</summary>
    private static List<string> Cells(string row) =>
        [.. row.Replace("\\|", "\0", StringComparison.Ordinal).Trim('|').Split('|').Select(cell => cell.Replace('\0', '|').Trim())];
}
