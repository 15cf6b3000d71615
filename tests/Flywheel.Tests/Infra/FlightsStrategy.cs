using Flywheel.Cli;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Tests.Infra;

/// <summary>The strategy of the flights as it stands in the repository.</summary>
internal static class FlightsStrategy
{
    public static ModelStrategy Loaded { get; } = Load();

    private static ModelStrategy Load()
    {
        using var workshop = new Workshop(Repository.Root, new NoProgress());
        return workshop.Strategy("flights");
    }
}
