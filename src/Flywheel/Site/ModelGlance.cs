using Flywheel.Rollout;
using Flywheel.SignOff;
using Flywheel.State;

namespace Flywheel.Site;

/// <summary>A model as its pages show it: what is in force, its turns, its versions, its reports.</summary>
public sealed record ModelGlance
{
    private const string Manifest = ".yaml";

    public required string Name { get; init; }

    /// <summary>What production follows, by what is merged.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>Turns, oldest first, with the one that is proposed.</summary>
    public required IReadOnlyList<LedgerRow> Ledger { get; init; }

    /// <summary>Turns that nobody has merged.</summary>
    public required IReadOnlySet<DateTime> ProposedTurns { get; init; }

    /// <summary>Versions of the model by name, oldest first, with the text of their manifests.</summary>
    public required IReadOnlyList<ModelVersion> Versions { get; init; }

    public required ModelReports Reports { get; init; }

    /// <summary>What the gates of the newest comparison answered.</summary>
    public required IReadOnlyList<ReportedGate> Gates { get; init; }

    /// <summary>The newest turn; null before the first.</summary>
    public LedgerRow? Last => Ledger.Count == 0 ? null : Ledger[^1];

    public bool IsProposed(LedgerRow turn) => ProposedTurns.Contains(turn.AsOf);

    /// <exception cref="RefusedException">The ledger or the deployment cannot be read; the message says what to type.</exception>
    public static ModelGlance Of(SiteSource source, string model)
    {
        var path = State.Ledger.Path(model);
        var ledger = State.Ledger.Read(source.Now.Read(path), path);
        var merged = source.Merged?.Read(path) is { } before ? [.. before.Split('\n')] : new HashSet<string>(StringComparer.Ordinal);
        var reports = new ModelReports(model, Editions.Of(source, model));
        return new()
        {
            Name = model,
            Deployment = Deployment.Read(source.Merged ?? source.Now, model),
            Ledger = ledger,
            ProposedTurns = source.Merged is null
                ? new HashSet<DateTime>()
                : ledger.Where(row => !merged.Contains(State.Ledger.Write([row]).Split('\n')[1])).Select(row => row.AsOf).ToHashSet(),
            Versions = [.. VersionsOf(source, model)],
            Reports = reports,
            Gates = ReportedComparison.Read(reports.Newest("comparison")?.Markdown)?.Gates ?? [],
        };
    }

    private static IEnumerable<ModelVersion> VersionsOf(SiteSource source, string model)
    {
        var folder = $"models/{model}/";
        var merged = (source.Merged?.List(folder.TrimEnd('/')) ?? []).ToHashSet(StringComparer.Ordinal);
        return source
            .Now.List(folder.TrimEnd('/'))
            .Where(path => path.EndsWith(Manifest, StringComparison.Ordinal) && path != Deployment.Path(model))
            .Select(path => new ModelVersion(
                path[folder.Length..^Manifest.Length],
                source.Now.Read(path)!,
                source.Now.Read(path[..^Manifest.Length] + ".md"),
                source.Merged is not null && !merged.Contains(path)
            ));
    }
}
