using Flywheel.Site.Writing;

namespace Flywheel.Site.Pages;

/// <summary>A version of a model: its card, and the manifest that it is made again from.</summary>
internal static class VersionPage
{
    public static string Write(ModelGlance model, ModelVersion version)
    {
        var here = Addresses.Version(model.Name, version.Name);
        var card = new Document(
            version.Card ?? "",
            $"models/{model.Name}",
            path => SitePaths.Page(model, null, path) is { } page ? Addresses.Between(here, page) : null,
            _ => null
        );
        return Frame.Write(
            here,
            $"{model.Name}@{version.Name}",
            [(Addresses.Start, "Models"), (Addresses.Model(model.Name), model.Name)],
            new Element("h1", card.Title.Length > 0 ? card.Title : $"{model.Name}@{version.Name}"),
            new Element(
                "p",
                version.Name == model.Deployment.Current ? new Element("span", "in force").With("class", $"badge {Tone.Good}") : Html.None,
                " ",
                Parts.Proposed(version.IsProposed)
            ).With("class", "badges"),
            version.Card is null
                ? new Element("p", "This version has no card: it was trained before cards were written.")
                : new Element("article", card.Body()),
            new Element(
                "section",
                new Element("h2", "Manifest").With("id", "the-manifest"),
                new Element(
                    "p",
                    "What its bytes follow from; ",
                    new Element("code", $"./flywheel verify {model.Name}@{version.Name}"),
                    " makes them again."
                ),
                new Element("pre", new Element("code", version.Manifest))
                    .With("class", "wide")
                    .With("role", "region")
                    .With("tabindex", "0")
                    .With("aria-label", "Manifest")
            )
        );
    }
}
