using Flywheel.Cli;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Tests.Infra;

/// <summary>The strategy of the flights as it stands in the repository.</summary>
internal static class FlightsStrategy
{
    public static ModelStrategy Loaded { get; } = Load(null);

    /// <summary>The same strategy with another curation.yaml.</summary>
    public static ModelStrategy Curating(string curation) => Load(curation);

    private static ModelStrategy Load(string? curation)
    {
        using var workshop = new Workshop(Repository.Root, new NoProgress());
        var files = new FilesInMemory(workshop.Files);
        foreach (var file in workshop.Files.List("strategy/flights"))
        {
            var replaced = Path.GetFileName(file) == StrategyLoader.CurationName ? curation : null;
            files.Write(file, replaced ?? workshop.Files.Read(file)!);
        }

        return workshop.Strategy("flights", files);
    }
}
