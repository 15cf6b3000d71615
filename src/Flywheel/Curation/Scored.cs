namespace Flywheel.Curation;

/// <summary>What a rule found out of its candidates.</summary>
/// <param name="Values">The larger the more it wants the candidate, shape [candidates]; NaN where it has no score.</param>
/// <param name="Instead">Why there are no scores, so that events are drawn from all alike; null where there are.</param>
public sealed record Scored(double[] Values, string? Instead = null)
{
    /// <summary>A larger score counts as this: u / p must not underflow.</summary>
    private const double Largest = 1e100;

    /// <summary>No scores, and why.</summary>
    public static Scored None(string why) => new([], why);

    /// <summary>What the chance of each candidate grows with, above 0, shape [candidates]: its score in mean scores, and no less than a share of the mean.</summary>
    /// <remarks>Where no score is above 0, all are alike.</remarks>
    /// <param name="least">Smallest size, in mean scores.</param>
    public double[] Sizes(double least)
    {
        var (sum, rows) = (0.0, 0);
        foreach (var value in Values)
        {
            if (value > 0)
            {
                sum += Math.Min(value, Largest);
                rows++;
            }
        }

        var mean = rows == 0 ? 0 : sum / Values.Length;
        return mean > 0 ? Array.ConvertAll(Values, value => value > least * mean ? Math.Min(value, Largest) / mean : least) : Alike();
    }

    private double[] Alike()
    {
        var sizes = new double[Values.Length];
        Array.Fill(sizes, 1);
        return sizes;
    }
}
