namespace Flywheel.Bench.Monitoring;

/// <summary>What some parts of a process took together.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Processor">Of all processors.</param>
public readonly record struct Cost(double Seconds, double Processor)
{
    public string Said => FormattableString.Invariant($"{Seconds:0.00} | {Processor:0.00}");

    /// <summary>The median of some runs, of either by itself.</summary>
    public static Cost Median(IReadOnlyList<Measured> runs, params string[] parts)
    {
        return new(Middle(run => run.Seconds), Middle(run => run.Processor));

        double Middle(Func<Measured, Dictionary<string, double>> of) =>
            runs.Select(run => parts.Sum(part => of(run)[part])).Order().ElementAt(runs.Count / 2);
    }
}
