using Flywheel.State;
using Flywheel.Strategy;

namespace Flywheel.SignOff;

/// <summary>Files that nobody may change without an owner: what decides, what is accepted, and what asks.</summary>
/// <param name="Named">As docs and messages name them.</param>
/// <param name="Folder">Where they lie.</param>
/// <param name="Line">The pattern that covers them.</param>
/// <param name="Has">Whether a file of the folder is one of them.</param>
/// <param name="OfModel">Files of a model that come with its first turns: they need an owner before they are there.</param>
public sealed record Guarded(string Named, string Folder, string Line, Func<string, bool> Has, Func<string, IReadOnlyList<string>> OfModel)
{
    private const string Verified = ".verified.md";

    public static IReadOnlyList<Guarded> All { get; } =
    [
        new("strategy/**", "strategy", "/strategy/", _ => true, model => [$"strategy/{model}/{StrategyLoader.MainFile}"]),
        new("evalsets/**", "evalsets", "/evalsets/", _ => true, model => [$"evalsets/{model}/any/v1/evalset.yaml"]),
        new(
            "reports/**/*.verified.md",
            "reports",
            "/reports/",
            path => path.EndsWith(Verified, StringComparison.Ordinal),
            model => [$"reports/{model}/comparison.verified.md", $"reports/{model}/monitoring.verified.md"]
        ),
        new(
            "models/*/deployment.yaml",
            "models",
            "/models/",
            path => path.Split('/') is [_, _, "deployment.yaml"],
            model => [Rollout.Deployment.Path(model)]
        ),
        new(".github/workflows/**", ".github/workflows", "/.github/workflows/", _ => true, _ => []),
    ];

    /// <summary>Those that are there, and those that a model will have, in byte order.</summary>
    public IReadOnlyList<string> Files(IFiles files, IEnumerable<string> models) =>
        [.. files.List(Folder).Where(Has).Concat(models.SelectMany(OfModel)).Distinct().Order(StringComparer.Ordinal)];
}
