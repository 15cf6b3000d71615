namespace Flywheel.Site;

/// <summary>The files of a site by address; a picture that many pages show is there once.</summary>
public sealed class SiteFiles
{
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Texts => texts;

    public void Add(string address, string text) => texts[address] = text;

    /// <summary>Keeps a picture.</summary>
    /// <param name="page">Address of the page that shows it.</param>
    public SitePicture Picture(string page, string svg)
    {
        var address = Addresses.Picture(svg);
        texts[address] = svg;
        return SitePicture.Of(svg, Addresses.Between(page, address));
    }
}
