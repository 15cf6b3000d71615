using System.Text;

namespace Flywheel.Site.Writing;

/// <summary>What a report was rendered to; only <see cref="Document"/> makes it, whose Markdown knows no HTML.</summary>
public sealed class Rendered : Html
{
    private readonly string markup;

    internal Rendered(string markup) => this.markup = markup;

    protected internal override void WriteTo(StringBuilder page) => page.Append(markup);
}
