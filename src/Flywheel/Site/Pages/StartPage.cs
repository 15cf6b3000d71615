using System.Globalization;
using Flywheel.Reports;
using Flywheel.Reports.Charts;
using Flywheel.Site.Writing;
using Flywheel.State;

namespace Flywheel.Site.Pages;

/// <summary>Every model at a glance.</summary>
internal static class StartPage
{
    private const string Here = Addresses.Start;

    public static string Write(SiteFiles files, IReadOnlyList<ModelGlance> models, SiteSource source) =>
        Frame.Write(
            Here,
            "Models",
            [],
            new Element("h1", "Models"),
            new Element("p", "What is in force, what was decided last, and how it does in production.").With("class", "lead"),
            Parts.Note(source.Missing),
            models.Count == 0
                ? new Element("p", "There is no model yet: no folder below strategy/, and no report.")
                : new Element("div", models.Select(model => Card(files, model))).With("class", "cards"),
            source.History.Count == 0
                ? Html.None
                : new Element(
                    "p",
                    $"Reports of {Numbers.Count(source.History.Count)} commits, the newest of {source.History[^1].Day}: ",
                    new Element("code", source.History[^1].Shown),
                    "."
                ).With("class", "muted")
        );

    private static Element Card(SiteFiles files, ModelGlance model)
    {
        var last = model.Last;
        return new Element(
            "section",
            new Element(
                "h2",
                Parts.Link(Here, Addresses.Model(model.Name), model.Name),
                " ",
                Parts.Badge(last?.Decision ?? ""),
                " ",
                Parts.Proposed(last is not null && model.IsProposed(last))
            ),
            last is null ? new Element("p", "No turn yet.") : Trend(files, model, last),
            Parts.Facts(
                ("in force", InForce(Here, model)),
                ("last turn", last is null ? "–" : Ledger.Day(last.AsOf)),
                (last?.Metric is { Length: > 0 } metric ? metric : "metric", last is null ? "–" : Measured(model)),
                ("gates", Gates(model)),
                ("alarms", last?.Alarms.ToString(CultureInfo.InvariantCulture) ?? "–"),
                ("turns", model.Ledger.Count.ToString(CultureInfo.InvariantCulture))
            ),
            Newest(model)
        ).With("class", "card");
    }

    /// <summary>The version in force, with a link where its manifest is there.</summary>
    public static Html InForce(string here, ModelGlance model)
    {
        var version = model.Deployment.Current;
        var name =
            version is null ? "none"
            : model.Versions.Any(known => known.Name == version) ? Parts.Link(here, Addresses.Version(model.Name, version), version)
            : (Html)version;
        return model.Deployment.Freeze is { } freeze ? Html.All(name, $", frozen since {freeze.Since}") : name;
    }

    /// <summary>How many gates of the newest comparison are open, and which are not.</summary>
    public static Html Gates(ModelGlance model)
    {
        var open = model.Gates.Count(gate => gate.IsOpen);
        var others = model.Gates.Where(gate => !gate.IsOpen).Select(gate => $"{gate.Gate}: {gate.Answer}").ToList();
        return model.Gates.Count == 0 ? "none asked"
            : others.Count == 0 ? $"all {open} open"
            : $"{open} of {model.Gates.Count} open; {string.Join("; ", others)}";
    }

    /// <summary>The newest value that production showed.</summary>
    public static Html Measured(ModelGlance model)
    {
        var row = model.Ledger.LastOrDefault(turn => turn.Value is not null);
        return row is null ? "not measured yet" : Numbers.WithInterval(Parts.Measured(row.Value, row.Low, row.High));
    }

    private static Element Trend(SiteFiles files, ModelGlance model, LedgerRow last)
    {
        var line = new Sparkline
        {
            Title = $"{last.Metric} in production, turn by turn",
            Values = [.. model.Ledger.Select(row => row.Metric == last.Metric ? row.Value : null).SkipWhile(value => value is null)],
        };
        return new Element("p", Parts.Image(files.Picture(Here, line.ToSvg()), $"{line.Title}: {line.Describe()}")).With("class", "trend");
    }

    private static Html Newest(ModelGlance model)
    {
        var links = model
            .Reports.Names.Select(model.Reports.Newest)
            .OfType<ReportVersion>()
            .Select(report => new Element("li", Parts.Link(Here, report.Address, report.Name)))
            .ToList();
        return links.Count == 0
            ? Html.None
            : new Element("nav", new Element("ul", links)).With("class", "links").With("aria-label", $"Newest reports of {model.Name}");
    }
}
