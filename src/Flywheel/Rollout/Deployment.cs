using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Rollout;

[Doc("The pointer that production follows: which version was in force since when.")]
public sealed record Deployment
{
    [Doc("Name of the model.")]
    public required string Model { get; init; }

    [Doc("Versions in the order in which they were put in force; the last one is followed.")]
    public IReadOnlyList<DeploymentEntry> History { get; init; } = [];

    /// <summary>Version in force, or null before the first.</summary>
    public string? Current => History.Count == 0 ? null : History[^1].Version;

    /// <summary>The first version ever in force: the model never retrained.</summary>
    public string? First => History.Count == 0 ? null : History[0].Version;

    public static string Path(string model) => $"models/{model}/deployment.yaml";

    /// <summary>Version in force at a time, or null.</summary>
    public string? At(DateTime time) => History.LastOrDefault(entry => Since(entry) <= time)?.Version;

    /// <summary>The deployments that were decided before a time.</summary>
    public Deployment Before(DateTime asOf) => this with { History = [.. History.Where(entry => Since(entry) < asOf)] };

    /// <summary>With one more version in force.</summary>
    public Deployment With(DateTime since, string version) =>
        this with
        {
            History = [.. History, new DeploymentEntry { Since = Ledger.Day(since), Version = version }],
        };

    public static Deployment Read(IFiles files, string model)
    {
        var path = Path(model);
        return files.Read(path) is { } text ? Documents.Read<Deployment>(path, text) : new() { Model = model };
    }

    public string Write() =>
        Documents.Write(
            "The pointer that production follows. The loop and people propose changes; merging one is the sign-off.",
            [
                ("model", Model),
                ("history", History.Select(entry => Documents.Flow([("since", entry.Since), ("version", entry.Version)])).ToList()),
            ]
        );

    private static DateTime Since(DeploymentEntry entry) => DateTime.Parse(entry.Since, System.Globalization.CultureInfo.InvariantCulture);
}

[Doc("One version and the time from which it was in force.")]
public sealed record DeploymentEntry
{
    [Doc("Time of the turn that proposed it."), Moment]
    public required string Since { get; init; }

    [Doc("Version of the model: the time of the turn that trained it."), Moment]
    public required string Version { get; init; }
}
