namespace Flywheel.Metrics;

/// <summary>Kish's effective size: how many equal weights some unequal ones amount to.</summary>
/// <remarks>(Σ w)² / Σ w². L. Kish, Survey Sampling, Wiley 1965, section 11.7.</remarks>
public static class Kish
{
    /// <param name="weights">Each ≥ 0.</param>
    /// <returns>In [0, count]: 0 without a positive weight, the count for equal ones.</returns>
    public static double EffectiveSize(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        double squares = 0;
        foreach (var weight in weights)
        {
            sum += weight;
            squares += weight * weight;
        }

        return squares == 0 ? 0 : sum * sum / squares;
    }
}
