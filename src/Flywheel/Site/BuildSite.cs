using Flywheel.Site.Pages;
using Flywheel.Strategy;

namespace Flywheel.Site;

/// <summary>The whole site: every model, every turn and every version of every report, as files that need no server.</summary>
public static class BuildSite
{
    /// <returns>Texts by address; the same source gives the same texts.</returns>
    /// <exception cref="RefusedException">A ledger or a deployment cannot be read; the message says what to type.</exception>
    public static IReadOnlyDictionary<string, string> Of(SiteSource source)
    {
        var files = new SiteFiles();
        files.Add(Addresses.Style, Asset(Addresses.Style));
        files.Add(Addresses.Script, Asset(Addresses.Script));
        var models = StrategyLoader
            .Models(source.Now)
            .Union(Editions.Models(source))
            .Order(StringComparer.Ordinal)
            .Select(model => ModelGlance.Of(source, model))
            .ToList();
        files.Add(Addresses.Start, StartPage.Write(files, models, source));
        foreach (var model in models)
        {
            Add(files, model);
        }

        return files.Texts;
    }

    private static void Add(SiteFiles files, ModelGlance model)
    {
        files.Add(Addresses.Model(model.Name), new ModelPage(files, model).Write());
        foreach (var version in model.Versions)
        {
            files.Add(Addresses.Version(model.Name, version.Name), VersionPage.Write(model, version));
        }

        foreach (var report in model.Reports.Names.SelectMany(model.Reports.Versions))
        {
            files.Add(report.Address, new ReportPage(files, model, report).Write());
        }
    }

    private static string Asset(string name)
    {
        using var stream =
            typeof(BuildSite).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
