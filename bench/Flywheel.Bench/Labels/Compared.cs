using MathNet.Numerics.Distributions;

namespace Flywheel.Bench.Labels;

/// <summary>A rule against random under the same seeds: the same split and the same first labels.</summary>
/// <param name="Rule">As curation.yaml says it.</param>
/// <param name="Seeds">How many both ran under.</param>
/// <param name="Reached">In how many of these runs the rule reached the target.</param>
/// <param name="Labels">Median of the labels needed; the budget stands for those of a run that does not reach it.</param>
/// <param name="Ratio">Labels needed in shares of random's.</param>
/// <param name="Gain">Measure less random's, the mean over all steps.</param>
public sealed record Compared(string Rule, int Seeds, int Reached, double Labels, Paired Ratio, Paired Gain)
{
    /// <param name="curves">Of the rule and of random, a pair a seed.</param>
    public static Compared Of(
        string rule,
        PointSet set,
        IReadOnlyList<(IReadOnlyList<(int Labels, double Measure)> Rule, IReadOnlyList<(int Labels, double Measure)> Random)> curves
    )
    {
        var needed = curves.Select(pair => Reach.Labels(pair.Rule, set.Target)).ToList();
        var ofRandom = curves.Select(pair => Reach.Labels(pair.Random, set.Target) ?? set.Budget).ToList();
        double[] logs = [.. needed.Select((labels, i) => Math.Log((labels ?? set.Budget) / ofRandom[i]))];
        var ratio = Paired.Of(logs);
        return new(
            rule,
            curves.Count,
            needed.Count(labels => labels is not null),
            Median(needed.Select(labels => labels ?? set.Budget)),
            new(Math.Exp(ratio.Mean), Math.Exp(ratio.Low), Math.Exp(ratio.High)),
            Paired.Of([.. curves.Select(pair => pair.Rule.Zip(pair.Random, (one, other) => one.Measure - other.Measure).Skip(1).Average())])
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Mean of paired differences with its 95 % t interval.</summary>
public readonly record struct Paired(double Mean, double Low, double High)
{
    private const double Error = 0.025;

    /// <param name="differences">One a seed, at least two.</param>
    public static Paired Of(double[] differences)
    {
        var mean = differences.Average();
        var deviation = Math.Sqrt(differences.Sum(value => (value - mean) * (value - mean)) / (differences.Length - 1));
        var reach = StudentT.InvCDF(0, 1, differences.Length - 1, 1 - Error) * deviation / Math.Sqrt(differences.Length);
        return new(mean, mean - reach, mean + reach);
    }
}
