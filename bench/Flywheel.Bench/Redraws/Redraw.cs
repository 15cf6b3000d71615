using Flywheel.Metrics;

namespace Flywheel.Bench.Redraws;

/// <summary>Draws a week's sample many times and looks how the weighted estimates lie around the value of the whole week.</summary>
public static class Redraw
{
    /// <summary>Error of each end, so that intervals are 95 % ones.</summary>
    private const double Error = 0.025;

    /// <param name="name">Name of the rules in the table.</param>
    /// <param name="redraws">Number of seeds, from 1 on.</param>
    public static Redrawn Of(LabelledWeek week, Metric metric, string name, int redraws, params IReadOnlyList<string> rules)
    {
        var (all, scores) = week.All();
        var truth = metric.Measure(ScoredRows.Of(all, scores))!.Value;
        var strategy = week.Curating(rules);
        var result = new Redrawn(name, metric.Name, truth, redraws);
        for (var seed = 1; seed <= redraws; seed++)
        {
            var (sample, sampled) = week.Draw(strategy, seed);
            result.Add(
                sample,
                SampleInterval.Of(metric, sample, sampled, Error),
                metric.Estimate(ScoredRows.Of(sample, sampled), Error),
                metric.Measure(ScoredRows.Of(sample with { Weight = [.. sample.Weight.Select(_ => 1.0)] }, sampled))!.Value
            );
            if (seed % 100 == 0)
            {
                Console.WriteLine($"{name}: {seed} of {redraws}");
            }
        }

        return result;
    }
}

/// <summary>Estimates and intervals of one set of rules over all redraws.</summary>
public sealed class Redrawn(string name, string metric, double truth, int redraws)
{
    private readonly List<double> values = [];
    private long points;
    private double effective;
    private double unweighted;

    public string Name => name;

    public string Metric => metric;

    /// <summary>The metric on every row of the week.</summary>
    public double Truth => truth;

    public double Mean => values.Average();

    public double Deviation => Math.Sqrt(values.Sum(value => (value - Mean) * (value - Mean)) / (values.Count - 1));

    /// <summary>Standard error of <see cref="Mean"/> over the redraws.</summary>
    public double MonteCarloError => Deviation / Math.Sqrt(values.Count);

    /// <summary>Mean error of the estimate that ignores the chances.</summary>
    public double UnweightedBias => (unweighted / redraws) - truth;

    public double MeanPoints => points / (double)redraws;

    public double MeanEffectiveSize => effective / redraws;

    /// <summary>Mean standard error that the sample's interval states.</summary>
    public double StatedError { get; private set; }

    /// <summary>How many of the sample's intervals held the week's value.</summary>
    public int Held { get; private set; }

    /// <summary>How many clustered intervals did, whose target is another.</summary>
    public int HeldClustered { get; private set; }

    public (double Low, double High) Range => ClopperPearson.Of(Held, redraws);

    /// <summary>The mean lies within 99.9 % Monte Carlo limits of the truth.</summary>
    public bool IsUnbiased => Math.Abs(Mean - truth) <= 3.29 * MonteCarloError;

    /// <summary>A coverage of .95 is among those that the count allows.</summary>
    public bool Covers => Range.Low <= 0.95 && 0.95 <= Range.High;

    public void Add(LabelledSample sample, Measurement ofSample, Measurement clustered, double plain)
    {
        values.Add(ofSample.Value!.Value);
        points += sample.Count;
        effective += sample.EffectiveSize;
        unweighted += plain;
        StatedError += ofSample.StandardError!.Value / redraws;
        Held += ofSample.Low <= truth && truth <= ofSample.High ? 1 : 0;
        HeldClustered += clustered.Low <= truth && truth <= clustered.High ? 1 : 0;
    }
}
