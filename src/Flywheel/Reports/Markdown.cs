using System.Text;

namespace Flywheel.Reports;

/// <summary>A Markdown document, written line by line.</summary>
public sealed class Markdown
{
    private readonly StringBuilder text = new();

    public Markdown Heading(int level, string title) => Block($"{new string('#', level)} {title}");

    public Markdown Paragraph(string sentence) => Block(sentence);

    /// <summary>A picture with the sentence that says what it shows.</summary>
    public Markdown Picture(string file, string shows) => Block($"![{shows.ReplaceLineEndings(" ")}]({file})");

    public Markdown Bullets(IEnumerable<string> items)
    {
        var list = items.ToList();
        return list.Count == 0 ? this : Block(string.Join('\n', list.Select(item => $"- {item}")));
    }

    /// <summary>A table; columns whose head begins with <c>#</c> are aligned right, as numbers are.</summary>
    public Markdown Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = new List<string>
        {
            Row(heads.Select(head => head.TrimStart('#'))),
            Row(heads.Select(head => head.StartsWith('#') ? "---:" : "---")),
        };
        lines.AddRange(rows.Select(Row));
        return Block(string.Join('\n', lines));
    }

    public override string ToString() => text.ToString();

    private Markdown Block(string block)
    {
        if (text.Length > 0)
        {
            text.Append('\n');
        }

        text.Append(block).Append('\n');
        return this;
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(Escape))} |";

    private static string Escape(string cell) => cell.Replace("|", "\\|").ReplaceLineEndings(" ");
}
