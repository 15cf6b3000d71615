using System.Text;

namespace Flywheel.Site.Writing;

/// <summary>An element with its attributes and what it holds.</summary>
public sealed class Element(string name, params IEnumerable<Html> children) : Html
{
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "br", "img", "input", "link", "meta" };

    /// <summary>Elements after which a new line begins, so that a page's source can be read and compared.</summary>
    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal)
    {
        "article",
        "dd",
        "div",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "head",
        "header",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "p",
        "script",
        "section",
        "table",
        "tbody",
        "thead",
        "title",
        "tr",
        "ul",
    };

    private readonly IReadOnlyList<Html> children = [.. children];
    private readonly List<(string Name, string Value)> attributes = [];

    /// <summary>With one more attribute; without it where the value is null.</summary>
    public Element With(string attribute, string? value)
    {
        if (value is not null)
        {
            attributes.Add((attribute, value));
        }

        return this;
    }

    protected internal override void WriteTo(StringBuilder page)
    {
        page.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            page.Append(' ').Append(attribute).Append("=\"");
            Escape(page, value);
            page.Append('"');
        }

        page.Append('>');
        foreach (var child in children)
        {
            child.WriteTo(page);
        }

        if (!Void.Contains(name))
        {
            page.Append("</").Append(name).Append('>');
        }

        if (Lines.Contains(name))
        {
            page.Append('\n');
        }
    }
}
