namespace Flywheel.Datasets;

/// <summary>What rows count for by their chances: w = min(λ / π, c), with the λ that makes the mean of all rows 1.</summary>
/// <remarks>
/// Without a limit c, λ is the harmonic mean of the chances. With one the excess of the largest weights is shared among the others in
/// their own proportions, again until none is above it (F. Potter, Proceedings of the Survey Research Methods Section, ASA 1990,
/// pp. 225–230): the variance that a few huge weights bring is bought down with a bias towards what was sampled most.
/// </remarks>
/// <param name="Scale">λ, above 0.</param>
/// <param name="AtMost">c, above 1, or infinite.</param>
public sealed record Weighing(double Scale, double AtMost)
{
    /// <param name="chances">Each in (0, 1], shape [rows], in an order that does not hang on threads: sums do.</param>
    /// <param name="atMost">Largest weight, above 1; null for no limit.</param>
    public static Weighing ByInverse(ReadOnlySpan<double> chances, double? atMost)
    {
        if (chances.IsEmpty)
        {
            return new(1, atMost ?? double.PositiveInfinity);
        }

        var inverse = new double[chances.Length];
        for (var i = 0; i < inverse.Length; i++)
        {
            if (!(chances[i] is > 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(chances), chances[i], $"The chance of row {i} is not in (0, 1].");
            }

            inverse[i] = 1 / chances[i];
        }

        // Ascending, so that the sum of the smaller ones is at hand for every number of rows that the limit cuts.
        Array.Sort(inverse);
        var below = new double[inverse.Length + 1];
        for (var i = 0; i < inverse.Length; i++)
        {
            below[i + 1] = below[i] + inverse[i];
        }

        var limit = atMost ?? double.PositiveInfinity;
        for (var free = inverse.Length; free > 0; free--)
        {
            var cut = inverse.Length - free;
            var scale = cut == 0 ? inverse.Length / below[free] : (inverse.Length - (cut * limit)) / below[free];
            if (scale * inverse[free - 1] <= limit)
            {
                return new(scale, limit);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(atMost), atMost, "A largest weight of 1 or less leaves no mean of 1.");
    }

    /// <summary>What a row with a chance counts for.</summary>
    public double Of(double chance) => Math.Min(Scale / chance, AtMost);
}
