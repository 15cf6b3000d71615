namespace Flywheel.Reports.Charts;

/// <summary>One cohort's paired difference.</summary>
public sealed record DifferenceRow
{
    /// <summary>The cohort.</summary>
    public required string Name { get; init; }

    /// <summary>Rows in it.</summary>
    public required long Count { get; init; }

    /// <summary>The difference, candidate minus current; null when it could not be computed.</summary>
    public double? Difference { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? High { get; init; }

    /// <summary>How it is judged.</summary>
    public Evidence Evidence { get; init; } = Evidence.NotEnough;

    internal IEnumerable<double> Ends => new[] { Low, High }.OfType<double>();

    internal void Check()
    {
        _ = Finite.Or(Difference, $"{Name}, difference");
        _ = Finite.Or(Low, $"{Name}, low");
        _ = Finite.Or(High, $"{Name}, high");
    }
}
