namespace Flywheel.Reports.Charts;

/// <summary>One small chart of a grid.</summary>
public sealed record Panel
{
    /// <summary>What it shows, e.g. a feature's name.</summary>
    public required string Title { get; init; }

    /// <summary>One value for each x; null where it is missing.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>Value above which the panel is marked; none for no threshold.</summary>
    public double? Threshold { get; init; }

    internal int LastIndex => Values.Count - 1 - Values.Reverse().TakeWhile(value => value is null).Count();

    internal double? Last => LastIndex < 0 ? null : Values[LastIndex];

    internal bool IsAbove => Last > Threshold;

    internal void Check(int count)
    {
        if (Values.Count != count)
        {
            throw new ArgumentException(
                $"{Title} has {Values.Count} values for {count} places on the x axis; write null for a missing one."
            );
        }

        Finite.All(Values, Title);
        _ = Finite.Or(Threshold, $"{Title}, threshold");
    }
}
