namespace Flywheel.Monitoring.Distances;

/// <summary>A distance in SQL, for people who want to see what is behind a number: terms of bins, and what is made of them.</summary>
/// <param name="Bins">Where numbers fall into; categories are bins of their own.</param>
/// <param name="Term">
/// What a bin adds, of the shares <c>p</c> of the reference and <c>q</c> of the window. Over <see cref="BinsOf.Values"/> these are shares at or below
/// <c>value</c>, and <c>next</c> is the next larger value.
/// </param>
/// <param name="Total">Aggregate over <c>term</c>, in the fixed order of <c>bin</c>.</param>
public sealed record DistanceSql(BinsOf Bins, string Term, string Total)
{
    public const string Sum = "sum(term ORDER BY bin)";

    public const string Largest = "max(term)";
}

/// <summary>Bins of a numeric column.</summary>
public enum BinsOf
{
    /// <summary>Of equal width over the reference's range, by Doane's rule.</summary>
    Doane,

    /// <summary>Between the reference's deciles.</summary>
    Deciles,

    /// <summary>Every value by itself.</summary>
    Values,
}
