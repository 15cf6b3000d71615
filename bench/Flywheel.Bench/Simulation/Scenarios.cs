namespace Flywheel.Bench.Simulation;

/// <summary>The scenarios of the committed table, chosen for what a hold-out of flights and its cohorts look like, and for the least that still gets an interval.</summary>
public static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. Twice("week", [515, 512, 515, 508, 518, 451]),
        .. Twice("large week", [2060, 2048, 2060, 2032, 2072, 1804]),
        .. Twice("four weeks", [.. Enumerable.Repeat(100, 27)]),
        .. Twice("uneven days", [1000, 1000, 1000, 500, 500, 250, 250, 100]),
        .. Twice("smallest cohort", [86, 85, 86, 85, 86, 72]),
        .. Twice("fewest positives", [34, 34, 34, 33, 34, 30]),
        .. Twice("three days", [167, 167, 166]),
        .. Twice("fewest effective days", [230, 150, 120]),
        .. Twice("week, balanced labels", [515, 512, 515, 508, 518, 451], World.Balanced),
        .. Twice("smallest cohort, balanced labels", [86, 85, 86, 85, 86, 72], World.Balanced),
    ];

    private static IEnumerable<Scenario> Twice(string name, int[] days, World? world = null) =>
        [new(name, world ?? new(), days, Weighted: false), new(name, world ?? new(), days, Weighted: true)];
}
