namespace Flywheel.Monitoring;

/// <summary>Shares of scores in equal bins over [0, 1], for pictures.</summary>
public static class ScoreShares
{
    public const int Bins = 25;

    /// <returns>Shape [bins], summing to 1; empty without scores.</returns>
    public static double[] Of(ReadOnlySpan<double> scores)
    {
        var counts = new int[Bins];
        var known = 0;
        foreach (var score in scores)
        {
            if (double.IsFinite(score))
            {
                counts[Math.Clamp((int)(score * Bins), 0, Bins - 1)]++;
                known++;
            }
        }

        return known == 0 ? [] : Array.ConvertAll(counts, count => Math.Round((double)count / known, 5));
    }
}
