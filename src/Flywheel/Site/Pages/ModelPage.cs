using System.Globalization;
using Flywheel.Reports;
using Flywheel.Reports.Charts;
using Flywheel.Site.Writing;

namespace Flywheel.Site.Pages;

/// <summary>A model: how it does over time, its turns, its versions, and all its reports.</summary>
internal sealed class ModelPage(SiteFiles files, ModelGlance model)
{
    private readonly string here = Addresses.Model(model.Name);

    public string Write() =>
        Frame.Write(
            here,
            model.Name,
            [(Addresses.Start, "Models")],
            new Element("h1", model.Name),
            new Element(
                "p",
                Parts.Badge(model.Last?.Decision ?? ""),
                " ",
                Parts.Proposed(model.Last is { } last && model.IsProposed(last))
            ).With("class", "badges"),
            Parts.Facts(
                ("in force", StartPage.InForce(here, model)),
                ("last turn", model.Last is { } turn ? State.Ledger.Day(turn.AsOf) : "–"),
                (model.Last?.Metric is { Length: > 0 } metric ? metric : "metric", StartPage.Measured(model)),
                ("gates", StartPage.Gates(model)),
                ("alarms", model.Last?.Alarms.ToString(CultureInfo.InvariantCulture) ?? "–")
            ),
            Performance(),
            Section("turns", "Turns", new TurnsTable(here, model).Write()),
            Section("versions", "Versions", Versions()),
            Section("reports", "Reports", new EditionsTable(here, model.Reports).Write())
        );

    private Html Performance()
    {
        var charts = new[] { PerformanceCharts.InForce(model.Ledger), PerformanceCharts.Candidates(model.Ledger) }.OfType<LineChart>();
        var pictures = charts
            .Select(chart => Parts.Picture(files.Picture(here, chart.ToSvg()), chart.Describe(), chart.Title))
            .DefaultIfEmpty(new Element("p", "No cycle is measured yet."));
        return Section("performance", "Performance over time", Html.All(pictures));
    }

    private Html Versions()
    {
        if (model.Versions.Count == 0)
        {
            return new Element("p", "No model was trained yet.");
        }

        var since = model
            .Deployment.InForce.GroupBy(entry => entry.Version!)
            .ToDictionary(same => same.Key, same => string.Join(", ", same.Select(entry => entry.Since)), StringComparer.Ordinal);
        return DataTable.Of(
            "Versions",
            [new("version"), new("in force since"), new("trained on events to"), new("trainer"), new("rounds", true), new("bytes")],
            model
                .Versions.Reverse()
                .Select(version =>
                {
                    var manifest = version.Read(model.Name);
                    return new Cell[]
                    {
                        new(
                            Html.All(
                                Parts.Link(here, Addresses.Version(model.Name, version.Name), version.Name),
                                " ",
                                Parts.Proposed(version.IsProposed)
                            ),
                            version.Name
                        ),
                        since.GetValueOrDefault(version.Name, "never"),
                        manifest?.TrainedTo ?? "–",
                        manifest?.Trainer ?? "–",
                        manifest is null ? "–" : Numbers.Count(manifest.Rounds),
                        new(new Element("code", manifest?.Bytes[..Storage.Digest.Shown] ?? "–")),
                    };
                })
        );
    }

    private static Element Section(string id, string title, Html body) =>
        new Element("section", new Element("h2", title).With("id", id), body);
}
