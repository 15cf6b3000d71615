using Flywheel.Monitoring.Distances;

namespace Flywheel.Monitoring;

/// <summary>Shares of scores in equal bins over [0, 1], for pictures.</summary>
public static class ScoreShares
{
    public const int Bins = 25;

    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(ReadOnlySpan<double> scores)
    {
        var counts = new long[Bins];
        foreach (var score in scores)
        {
            if (double.IsFinite(score))
            {
                counts[BinOf(score)]++;
            }
        }

        return Shares(counts);
    }

    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(Distribution? scores)
    {
        var counts = new long[Bins];
        for (var i = 0; i < scores?.Numbers.Length; i++)
        {
            counts[BinOf(scores.Numbers[i])] += scores.Counts[i];
        }

        return Shares(counts);
    }

    private static int BinOf(double score) => Math.Clamp((int)(score * Bins), 0, Bins - 1);

    private static double[] Shares(long[] counts)
    {
        var known = counts.Sum();
        return known == 0 ? [] : Array.ConvertAll(counts, count => Math.Round((double)count / known, 5));
    }
}
