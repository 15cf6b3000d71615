using Flywheel.Metrics;

namespace Flywheel.Bench.Gates;

/// <summary>A candidate made worse in some rows: noise in its log odds, as much as brings its metric there to a wanted value.</summary>
public static class PlantedHarm
{
    private const ulong Seed = 2001;
    private const double MostNoise = 8;
    private const int Steps = 12;

    /// <summary>The candidate's scores with noise on the rows of a cohort; unchanged where its metric is below the wanted value already.</summary>
    /// <param name="cohort">Name of the cohort, or that of all rows.</param>
    /// <param name="wanted">Value of the metric, more being better, that the candidate shall have there.</param>
    public static ScoredDays Into(ScoredDays days, Metric metric, string cohort, double wanted)
    {
        if (days.Value(metric, days.Candidate, cohort) <= wanted)
        {
            return days;
        }

        var mask = days.Of(cohort);
        var generator = new Generator(Seed, 0);
        double[] noise = [.. mask.Select(_ => generator.Normal())];
        var (low, high) = (0.0, MostNoise);
        for (var step = 0; step < Steps; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = days.Value(metric, Noisy(middle), cohort) > wanted ? (middle, high) : (low, middle);
        }

        return days with
        {
            Candidate = Noisy(high),
        };

        double[] Noisy(double by) =>
            [.. days.Candidate.Select((score, i) => mask[i] ? 1 / (1 + ((1 - score) / score * Math.Exp(-by * noise[i]))) : score)];
    }
}
