namespace Flywheel.Reports.Charts;

/// <summary>A value with its interval; null where it could not be computed.</summary>
public readonly record struct Estimate(double? Value, double? Low = null, double? High = null)
{
    internal IEnumerable<double> All => new[] { Value, Low, High }.OfType<double>();

    internal void Check(string what)
    {
        _ = Finite.Or(Value, what);
        _ = Finite.Or(Low, what + ", low");
        _ = Finite.Or(High, what + ", high");
    }
}

/// <summary>One cohort's values under two models.</summary>
/// <param name="Name">The cohort.</param>
/// <param name="Count">Rows in it.</param>
/// <param name="First">The value of the current model.</param>
/// <param name="Second">The value of the candidate.</param>
public sealed record PairRow(string Name, long Count, Estimate First, Estimate Second);
