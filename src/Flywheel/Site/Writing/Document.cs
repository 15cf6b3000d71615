using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Flywheel.Site.Writing;

/// <summary>A heading within a document.</summary>
public sealed record Heading(string Id, string Words, int Level);

/// <summary>A Markdown file as a part of a page: its title apart, its headings in order, its links leading to pages of the site.</summary>
/// <remarks>What a link names and the site does not have becomes text that says where it is, so that no link is dead and none leads outside.</remarks>
public sealed class Document
{
    private const int Deepest = 6;
    private readonly MarkdownDocument tree;
    private readonly List<Heading> headings = [];

    /// <param name="markdown">Its text.</param>
    /// <param name="folder">Where it stands in the repository: what its links are relative to.</param>
    /// <param name="page">Address, from the page that the document is put into, of a path of the repository; null where the site has no such page.</param>
    /// <param name="picture">The same for a picture.</param>
    public Document(string markdown, string folder, Func<string, string?> page, Func<string, SitePicture?> picture)
    {
        tree = Plain.Parse(markdown);
        Title = TakeTitle();
        Order();
        foreach (var link in tree.Descendants<AutolinkInline>().ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        foreach (var link in tree.Descendants<LinkInline>().ToList())
        {
            var path = RepositoryPath.Of(folder, link.Url ?? "");
            if (link.IsImage)
            {
                Show(link, path is null ? null : picture(path));
            }
            else
            {
                Lead(link, path is null ? null : page(path), path);
            }
        }
    }

    /// <summary>Its first heading; empty without one.</summary>
    public string Title { get; }

    /// <summary>Its headings but the title.</summary>
    public IReadOnlyList<Heading> Headings => headings;

    public Html Body()
    {
        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Plain.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.RemoveAll(part => part is ParagraphRenderer or HtmlTableRenderer);
        renderer.ObjectRenderers.Insert(0, new PictureRenderer());
        renderer.ObjectRenderers.Insert(0, new TableRenderer(NameOf));
        renderer.Render(tree);
        return new Rendered(text.ToString().ReplaceLineEndings("\n"));
    }

    private string TakeTitle()
    {
        if (tree.OfType<HeadingBlock>().FirstOrDefault() is not { } first)
        {
            return "";
        }

        tree.Remove(first);
        return Plain.Words(first);
    }

    /// <summary>Levels that skip none, below the page's one heading of level 1; ids made of the words alone.</summary>
    private void Order()
    {
        var above = 1;
        foreach (var heading in tree.Descendants<HeadingBlock>())
        {
            heading.Level = above = Math.Clamp(heading.Level, 2, Math.Min(above + 1, Deepest));
            var words = Plain.Words(heading);
            var id = Unused(Id(words));
            heading.GetAttributes().Id = id;
            headings.Add(new(id, words, heading.Level));
        }
    }

    private static string Id(string words)
    {
        var letters = new string([.. words.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]);
        var id = string.Join('-', letters.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return id.Length == 0 ? "section" : id;
    }

    private string Unused(string id)
    {
        var unused = id;
        for (var number = 2; headings.Exists(heading => heading.Id == unused); number++)
        {
            unused = $"{id}-{number}";
        }

        return unused;
    }

    private static void Show(LinkInline link, SitePicture? picture)
    {
        if (picture is null)
        {
            link.ReplaceBy(new LiteralInline(Plain.Words(link)));
            return;
        }

        link.Url = picture.Address;
        link.Title = null;
        var attributes = link.GetAttributes();
        attributes.AddProperty("loading", "lazy");
        if (picture.Size is var (width, height))
        {
            attributes.AddProperty("width", width);
            attributes.AddProperty("height", height);
        }
    }

    private void Lead(LinkInline link, string? address, string? path)
    {
        if (link.Url is ['#', .. var id] && headings.Exists(heading => heading.Id == id))
        {
            return;
        }

        if (address is not null)
        {
            (link.Url, link.Title) = (address, null);
            return;
        }

        var words = new ContainerInline();
        link.ReplaceBy(words, copyChildren: true);
        words.AppendChild(new LiteralInline(" "));
        words.AppendChild(new CodeInline(path ?? link.Url ?? ""));
    }

    /// <summary>The heading above a table, with its number where several stand below one.</summary>
    private string NameOf(Table table)
    {
        var above = tree.TakeWhile(block => block != table).ToList();
        var from = above.FindLastIndex(block => block is HeadingBlock);
        var name = from < 0 ? "Overview" : Plain.Words((HeadingBlock)above[from]);
        var number = above.Skip(from + 1).OfType<Table>().Count() + 1;
        return number == 1 ? name : $"{name}, table {number}";
    }
}
