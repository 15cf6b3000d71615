using Flywheel.Monitoring.Distances;

namespace Flywheel.Monitoring;

/// <summary>Shares of scores in equal bins over [0, 1], for pictures.</summary>
public static class ScoreShares
{
    public const int Bins = 25;

    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(ReadOnlySpan<double> scores) => Of(DriftColumn.Of(scores));

    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(Distribution? scores)
    {
        var counts = new long[Bins];
        for (var i = 0; i < scores?.Numbers.Length; i++)
        {
            counts[Math.Clamp((int)(scores.Numbers[i] * Bins), 0, Bins - 1)] += scores.Counts[i];
        }

        var known = scores?.Total ?? 0;
        return known == 0 ? [] : Array.ConvertAll(counts, count => Math.Round((double)count / known, 5));
    }
}
