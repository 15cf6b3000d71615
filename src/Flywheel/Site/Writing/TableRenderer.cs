using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Flywheel.Site.Writing;

/// <summary>A table that scrolls inside a box of its own, whose heads say what they are the heads of, and whose verdicts are coloured words.</summary>
/// <param name="name">What a screen reader calls the next table's box.</param>
internal sealed class TableRenderer(Func<Table, string> name) : HtmlObjectRenderer<Table>
{
    /// <summary>Letters up to which a cell is not broken into lines: a date or a name is read as one.</summary>
    private const int Short = 20;

    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.Write("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"").WriteEscape(name(table)).WriteLine("\"><table>");
        var inBody = false;
        foreach (var row in table.OfType<TableRow>())
        {
            if (!row.IsHeader && !inBody)
            {
                renderer.WriteLine("<tbody>");
                inBody = true;
            }

            renderer.Write(row.IsHeader ? "<thead><tr>" : "<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                Write(renderer, table, row, i);
            }

            renderer.WriteLine(row.IsHeader ? "</tr></thead>" : "</tr>");
        }

        renderer.WriteLine(inBody ? "</tbody></table></div>" : "</table></div>");
    }

    private static void Write(HtmlRenderer renderer, Table table, TableRow row, int column)
    {
        var cell = (TableCell)row[column];
        var words = Plain.Words(cell);
        var (tag, scope) =
            words.Length == 0 ? ("td", "")
            : row.IsHeader ? ("th", " scope=\"col\"")
            : column == 0 ? ("th", " scope=\"row\"")
            : ("td", "");
        var isNumber = column < table.ColumnDefinitions.Count && table.ColumnDefinitions[column].Alignment == TableColumnAlign.Right;
        renderer.Write($"<{tag}{scope}");
        if (isNumber || (!row.IsHeader && words.Length <= Short))
        {
            renderer.Write(isNumber ? " class=\"number\"" : " class=\"short\"");
        }

        var tone = row.IsHeader ? null : Tone.Of(words);
        renderer.Write(tone is null ? ">" : $"><span class=\"says {tone}\">");
        var wasImplicit = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = true;
        renderer.WriteChildren(cell);
        renderer.ImplicitParagraph = wasImplicit;
        renderer.Write(tone is null ? $"</{tag}>" : $"</span></{tag}>");
    }
}
