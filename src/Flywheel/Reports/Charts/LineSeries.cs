namespace Flywheel.Reports.Charts;

/// <summary>How much a line wants to be looked at.</summary>
public enum LineStyle
{
    /// <summary>What the chart is about: thick and solid.</summary>
    Main,

    /// <summary>What it is compared with: dashed.</summary>
    Reference,

    /// <summary>Context: thin and grey.</summary>
    Faint,
}

/// <summary>One line of a line chart.</summary>
public sealed record LineSeries
{
    /// <summary>Written at the end of the line.</summary>
    public required string Name { get; init; }

    /// <summary>One value for each x; null where it is missing, which leaves a gap.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>Lower ends of an interval band, one for each x; none for a line without band.</summary>
    public IReadOnlyList<double?> Low { get; init; } = [];

    /// <summary>Upper ends of the band.</summary>
    public IReadOnlyList<double?> High { get; init; } = [];

    /// <summary>How much it wants to be looked at.</summary>
    public LineStyle Style { get; init; } = LineStyle.Main;

    internal bool HasBand => Low.Count > 0 && High.Count > 0;

    internal bool HasData => Values.Any(value => value is not null);

    /// <exception cref="ArgumentException">A list has another length than the axis, or a value is not finite.</exception>
    internal void Check(int count)
    {
        foreach (var (values, what) in new[] { (Values, Name), (Low, Name + ", low"), (High, Name + ", high") })
        {
            if (values.Count != count && !(values.Count == 0 && !ReferenceEquals(values, Values)))
            {
                throw new ArgumentException(
                    $"{what} has {values.Count} values for {count} places on the x axis; write null for a missing one."
                );
            }

            Finite.All(values, what);
        }

        if (Low.Count != High.Count)
        {
            throw new ArgumentException($"{Name} has {Low.Count} lower and {High.Count} upper ends of its band; a band needs both.");
        }
    }
}
