using MathNet.Numerics.RootFinding;
using MathNet.Numerics.Statistics;

namespace Flywheel.Metrics;

/// <summary>Variances of several groups, each known from a few clusters only, drawn towards what they have in common.</summary>
/// <remarks>
/// A group's variance from six clusters has five degrees of freedom: now and then it is far too small by chance, and a harmed cohort
/// then seems surely unharmed. What groups have in common is the design effect, the ratio of the clustered variance to that of
/// independent rows (L. Kish, Survey Sampling, Wiley 1965): s₀² = median ratio · row variance. The moderated variance is
/// (d s² + d₀ s₀²) / (d + d₀) with d + d₀ degrees of freedom, and d₀ is estimated from how far the ratios scatter: G. Smyth,
/// Statistical Applications in Genetics and Molecular Biology 3(1), 2004, article 3, section 6.2.
/// </remarks>
public static class ModeratedVariance
{
    /// <summary>Groups below this cannot tell what they have in common.</summary>
    public const int FewestGroups = 5;

    /// <summary>Most degrees of freedom that the groups may lend each other; they overlap, so they are not that many witnesses.</summary>
    public const double MostDegrees = 30;

    /// <param name="groups">Each group's clustered measurement.</param>
    /// <param name="error">Chance that one end of an interval errs.</param>
    /// <returns>The measurements in the order given; those without an interval, and too few groups, as they were.</returns>
    public static IReadOnlyList<Measurement> Of(IReadOnlyList<Measurement> groups, double error)
    {
        var known = groups.Where(IsKnown).ToList();
        if (known.Count < FewestGroups)
        {
            return groups;
        }

        var ratios = known.ConvertAll(group => Square(group.StandardError!.Value) / group.RowVariance);
        var effect = Math.Max(1, ratios.Median());
        var lent = Lent(ratios, known.ConvertAll(group => group.Degrees), effect);
        return [.. groups.Select(group => IsKnown(group) ? Moderated(group, effect * group.RowVariance, lent, error) : group)];
    }

    private static bool IsKnown(Measurement group) => group.StandardError > 0 && group.RowVariance > 0;

    private static Measurement Moderated(Measurement measured, double prior, double lent, double error)
    {
        var degrees = measured.Degrees;
        var variance = ((degrees * Square(measured.StandardError!.Value)) + (lent * prior)) / (degrees + lent);
        return ClusteredInterval.With(measured, Math.Sqrt(variance), degrees + lent, error);
    }

    /// <summary>Degrees of freedom d₀ from the scatter of log ratios beyond what d degrees of freedom explain.</summary>
    private static double Lent(List<double> ratios, List<double> degrees, double effect)
    {
        var logs = ratios
            .Zip(degrees, (ratio, d) => Math.Log(ratio / effect) - MathNet.Numerics.SpecialFunctions.DiGamma(d / 2) + Math.Log(d / 2))
            .ToList();
        var mean = logs.Average();
        var scatter = logs.Sum(log => Square(log - mean)) / (logs.Count - 1);
        var beyond = scatter - degrees.Average(d => TriGamma(d / 2));
        return beyond <= TriGamma(MostDegrees / 2)
            ? MostDegrees
            : 2 * Brent.FindRoot(x => TriGamma(x) - beyond, 1e-3, MostDegrees / 2, 1e-10, 200);
    }

    /// <summary>Second derivative of ln Γ, by recurrence up to 10 and the asymptotic series from there: 1e-12 and better.</summary>
    private static double TriGamma(double x)
    {
        var sum = 0.0;
        for (; x < 10; x++)
        {
            sum += 1 / (x * x);
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        return sum
            + (inverse * (1 + (inverse / 2) + (square * ((1.0 / 6) - (square * ((1.0 / 30) - (square * ((1.0 / 42) - (square / 30)))))))));
    }

    private static double Square(double number) => number * number;
}
