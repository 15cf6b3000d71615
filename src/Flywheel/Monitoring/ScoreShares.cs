using Flywheel.Monitoring.Distances;

namespace Flywheel.Monitoring;

/// <summary>Shares of scores in equal bins over a range, for pictures.</summary>
public static class ScoreShares
{
    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(ReadOnlySpan<double> scores, ScoreSpan span) => Of(DriftColumn.Of(scores), span);

    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(Distribution? scores, ScoreSpan span)
    {
        var counts = new long[span.Bins];
        for (var i = 0; i < scores?.Numbers.Length; i++)
        {
            counts[span.Bin(scores.Numbers[i])] += scores.Counts[i];
        }

        var known = scores?.Total ?? 0;
        return known == 0 ? [] : Array.ConvertAll(counts, count => Math.Round((double)count / known, 5));
    }
}
