using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Flywheel.Site.Writing;

/// <summary>Markdown as the site reads it, and its words without marks.</summary>
internal static class Plain
{
    /// <summary>Tables, and no HTML: a report holds names from data, and a tag in one is text.</summary>
    public static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    public static string Words(LeafBlock block) => Words(block.Inline);

    public static string Words(ContainerBlock block) =>
        string.Join(' ', block.Descendants<LeafBlock>().Select(Words).Where(words => words.Length > 0));

    public static string Words(ContainerInline? inline)
    {
        var words = new StringBuilder();
        foreach (var part in inline?.Descendants() ?? [])
        {
            _ = part switch
            {
                LiteralInline literal => words.Append(literal.Content.ToString()),
                CodeInline code => words.Append(code.Content),
                HtmlEntityInline entity => words.Append(entity.Transcoded.ToString()),
                AutolinkInline link => words.Append(link.Url),
                LineBreakInline => words.Append(' '),
                _ => words,
            };
        }

        return words.ToString().Trim();
    }
}
