using Flywheel.Monitoring.Distances;

namespace Flywheel.Monitoring;

/// <summary>Shares of scores in equal bins over a range, for pictures.</summary>
public static class ScoreShares
{
    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(ReadOnlySpan<double> scores, ScoreSpan span)
    {
        var counts = new long[span.Bins];
        foreach (var score in scores)
        {
            if (double.IsFinite(score))
            {
                counts[span.Bin(score)]++;
            }
        }

        return Shares(counts);
    }

    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(Distribution? scores, ScoreSpan span)
    {
        var counts = new long[span.Bins];
        for (var i = 0; i < scores?.Numbers.Length; i++)
        {
            counts[span.Bin(scores.Numbers[i])] += scores.Counts[i];
        }

        return Shares(counts);
    }

    private static double[] Shares(long[] counts)
    {
        var known = counts.Sum();
        return known == 0 ? [] : Array.ConvertAll(counts, count => Math.Round((double)count / known, 5));
    }
}
