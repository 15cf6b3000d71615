using Flywheel.Metrics;
using Flywheel.Site.Writing;

namespace Flywheel.Site.Pages;

/// <summary>Small pieces that several pages show alike.</summary>
internal static class Parts
{
    public static Html Link(string from, string to, Html words) => new Element("a", words).With("href", Addresses.Between(from, to));

    /// <summary>A decision or a verdict, as its word on its colour.</summary>
    public static Html Badge(string words) =>
        words.Length == 0 ? Html.None : new Element("span", words).With("class", $"badge {Tone.Of(words) ?? Tone.Quiet}");

    /// <summary>Says that nobody has merged it yet.</summary>
    public static Html Proposed(bool isProposed) => isProposed ? new Element("span", "proposed").With("class", "badge open") : Html.None;

    /// <summary>A picture with what it shows, in a box that scrolls by itself.</summary>
    public static Html Picture(SitePicture picture, string shows, string name) =>
        new Element("figure", Image(picture, shows))
            .With("class", "wide")
            .With("role", "region")
            .With("tabindex", "0")
            .With("aria-label", name);

    public static Html Image(SitePicture picture, string shows) =>
        new Element("img")
            .With("src", picture.Address)
            .With("alt", shows)
            .With("width", picture.Size?.Width)
            .With("height", picture.Size?.Height);

    /// <summary>A list of what is called what.</summary>
    public static Html Facts(params IEnumerable<(string Name, Html Value)> facts) =>
        new Element("dl", facts.Select(fact => new Element("div", new Element("dt", fact.Name), new Element("dd", fact.Value))));

    public static Html Note(IEnumerable<string> sentences)
    {
        var all = sentences.Select(sentence => (Html)new Element("p", sentence)).ToList();
        return all.Count == 0 ? Html.None : new Element("aside", all).With("class", "note").With("aria-label", "What is missing");
    }

    public static Measurement Measured(double? value, double? low, double? high) =>
        new()
        {
            Value = value,
            Low = low,
            High = high,
            Why = "no interval",
        };
}
