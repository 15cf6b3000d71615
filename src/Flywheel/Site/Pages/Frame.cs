using Flywheel.Site.Writing;

namespace Flywheel.Site.Pages;

/// <summary>What all pages share: head, the way back, the way on.</summary>
internal static class Frame
{
    /// <param name="address">Of the page.</param>
    /// <param name="title">Of the page, as a tab shows it.</param>
    /// <param name="above">Pages above it, from the start page on, by address and name.</param>
    public static string Write(
        string address,
        string title,
        IEnumerable<(string Address, string Name)> above,
        params IEnumerable<Html> main
    )
    {
        var page = new Element(
            "html",
            new Element(
                "head",
                new Element("meta").With("charset", "utf-8"),
                new Element("meta").With("name", "viewport").With("content", "width=device-width, initial-scale=1"),
                new Element("title", title),
                new Element("link").With("rel", "stylesheet").With("href", Addresses.Between(address, Addresses.Style)),
                new Element("script").With("src", Addresses.Between(address, Addresses.Script))
            ),
            new Element(
                "body",
                new Element("a", "Skip to the content").With("class", "skip").With("href", "#content"),
                Header(address, title, above),
                new Element("main", main).With("id", "content").With("tabindex", "-1"),
                new Element("footer", "Made by ", new Element("code", "flywheel site"), " of what git holds.")
            )
        ).With("lang", "en");
        return $"<!doctype html>\n{page}\n";
    }

    private static Element Header(string address, string title, IEnumerable<(string Address, string Name)> above)
    {
        var way = above
            .Select(page => new Element("li", Parts.Link(address, page.Address, page.Name)))
            .Append(new Element("li", title).With("aria-current", "page"));
        return new Element(
            "header",
            Parts.Link(
                address,
                Addresses.Start,
                Html.All(new Element("span").With("class", "wheel").With("aria-hidden", "true"), "Flywheel")
            ),
            new Element("nav", new Element("ul", way)).With("aria-label", "Where this page is")
        ).With("class", "top");
    }
}
