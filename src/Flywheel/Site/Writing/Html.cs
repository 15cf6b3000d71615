using System.Text;

namespace Flywheel.Site.Writing;

/// <summary>A piece of a page.</summary>
/// <remarks>
/// Text is escaped because it is text: what comes from data, from a commit or from a file can only be written as such. Markup comes
/// from <see cref="Element"/>, and from <see cref="Rendered"/>, which Markdown without HTML of its own was rendered to.
/// </remarks>
public abstract class Html
{
    /// <summary>Nothing.</summary>
    public static readonly Html None = new Many([]);

    public static implicit operator Html(string text) => FromString(text);

    public static Html FromString(string text) => new Words(text);

    /// <summary>Pieces one after the other.</summary>
    public static Html All(params IEnumerable<Html> pieces) => new Many([.. pieces]);

    /// <summary>Pieces with others between them.</summary>
    public static Html Joined(Html between, IEnumerable<Html> pieces) =>
        new Many([.. pieces.SelectMany((piece, i) => i == 0 ? [piece] : new[] { between, piece })]);

    public override string ToString()
    {
        var page = new StringBuilder();
        WriteTo(page);
        return page.ToString();
    }

    protected internal abstract void WriteTo(StringBuilder page);

    /// <summary>Text as content or as the value of an attribute; characters that no page may hold become U+FFFD.</summary>
    internal static void Escape(StringBuilder page, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => page.Append("&amp;"),
                '<' => page.Append("&lt;"),
                '>' => page.Append("&gt;"),
                '"' => page.Append("&quot;"),
                '\n' or '\t' => page.Append((char)rune.Value),
                < 0x20 or (>= 0x7F and < 0xA0) => page.Append('\uFFFD'),
                _ => page.Append(rune.ToString()),
            };
        }
    }

    private sealed class Words(string text) : Html
    {
        protected internal override void WriteTo(StringBuilder page) => Escape(page, text);
    }

    private sealed class Many(IReadOnlyList<Html> pieces) : Html
    {
        protected internal override void WriteTo(StringBuilder page)
        {
            foreach (var piece in pieces)
            {
                piece.WriteTo(page);
            }
        }
    }
}
