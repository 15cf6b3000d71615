namespace Flywheel.Monitoring.Distances;

/// <summary>The distances that a strategy can name. Adding one is a file and a line here.</summary>
public static class DistanceKinds
{
    public static IReadOnlyList<Distance> All { get; } =
    [
        new TotalAbsolute(),
        new LargestAbsolute(),
        new EarthMovers(),
        new JensenShannon(),
        new Hellinger(),
        new PopulationStability(),
        new ChiSquare(),
        new KullbackLeibler(),
        new KolmogorovSmirnov(),
    ];

    public static Distance Named(string name) => All.Single(distance => distance.Name == name);
}
