using Flywheel.Site.Writing;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Flywheel.Site;

/// <summary>A gate and what it answered.</summary>
public sealed record GateAnswer(string Gate, string Answer)
{
    /// <summary>The gates of a comparison report, read from its table; none where it has none.</summary>
    public static IReadOnlyList<GateAnswer> Of(string? comparison)
    {
        var below = Plain
            .Parse(comparison ?? "")
            .SkipWhile(block => block is not HeadingBlock heading || Plain.Words(heading) != "Gates")
            .Skip(1)
            .TakeWhile(block => block is not HeadingBlock);
        if (below.OfType<Table>().FirstOrDefault() is not { } table)
        {
            return [];
        }

        var rows = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(Plain.Words).ToList()).ToList();
        var (gate, answer) = (rows[0].IndexOf("gate"), rows[0].IndexOf("answer"));
        return gate < 0 || answer < 0
            ? []
            : [.. rows.Skip(1).Where(row => row.Count > Math.Max(gate, answer)).Select(row => new GateAnswer(row[gate], row[answer]))];
    }
}
