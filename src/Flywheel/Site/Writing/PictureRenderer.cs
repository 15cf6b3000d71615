using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Flywheel.Site.Writing;

/// <summary>A paragraph; one that holds a picture alone is a figure that scrolls inside a box of its own.</summary>
internal sealed class PictureRenderer : ParagraphRenderer
{
    protected override void Write(HtmlRenderer renderer, ParagraphBlock obj)
    {
        if (obj.Inline?.FirstChild is LinkInline { IsImage: true, NextSibling: null } picture)
        {
            renderer.Write("<figure class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"Picture\">");
            renderer.Write(picture);
            renderer.WriteLine("</figure>");
            return;
        }

        base.Write(renderer, obj);
    }
}
