using Flywheel.Metrics;

namespace Flywheel.Bench.Weighted;

/// <summary>A week drawn many times under one set of rules: how often each interval held the value of the whole week.</summary>
public sealed class WeightedCell(string name, int redraws, double truth)
{
    /// <summary>Error of each end, so that intervals are 95 % ones.</summary>
    private const double Error = 0.025;

    public string Name => name;

    /// <summary>The metric on every row of the week.</summary>
    public double Truth => truth;

    /// <summary>Weighted by the inverse of the chances; the draw of the sample is random, the week is not.</summary>
    public Estimates Corrected { get; } = new(redraws, truth);

    /// <summary>The same interval, taking the points for a sample of all alike.</summary>
    public Estimates Plain { get; } = new(redraws, truth);

    /// <summary>Weighted, about other days like these: what reports print, and not what is asked here.</summary>
    public Estimates CorrectedClustered { get; } = new(redraws, truth);

    /// <summary>The same of points that all count 1.</summary>
    public Estimates PlainClustered { get; } = new(redraws, truth);

    public double MeanPoints { get; private set; }

    public double MeanEffectiveSize { get; private set; }

    /// <param name="redraws">Number of seeds, from 1 on.</param>
    public static WeightedCell Of(UncertainWeek week, Metric metric, string name, int redraws)
    {
        var (all, scores) = week.All();
        var cell = new WeightedCell(name, redraws, metric.Measure(ScoredRows.Of(all, scores))!.Value);
        for (var seed = 1; seed <= redraws; seed++)
        {
            var (sample, sampled) = week.Draw(seed);
            cell.Add(metric, sample, sampled, week.Flights);
            if (seed % 100 == 0)
            {
                Console.WriteLine($"{name}: {seed} of {redraws}");
            }
        }

        return cell;
    }

    private void Add(Metric metric, LabelledSample sample, double[] scores, int rows)
    {
        var alike = sample with { Weight = Array.ConvertAll(sample.Weight, _ => rows / (double)sample.Count) };
        Corrected.Add(SampleInterval.Of(metric, sample, scores, Error));
        Plain.Add(SampleInterval.Of(metric, alike, scores, Error));
        CorrectedClustered.Add(metric.Estimate(ScoredRows.Of(sample, scores), Error));
        PlainClustered.Add(metric.Estimate(ScoredRows.Of(alike, scores), Error));
        MeanPoints += sample.Count / (double)redraws;
        MeanEffectiveSize += sample.EffectiveSize / redraws;
    }
}

/// <summary>Estimates and intervals over all redraws.</summary>
public sealed class Estimates(int redraws, double truth)
{
    private readonly List<double> values = [];
    private int held;

    public double Bias => values.Average() - truth;

    public double Deviation => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Count - 1));

    /// <summary>Standard error of <see cref="Bias"/> over the redraws.</summary>
    public double MonteCarloError => Deviation / Math.Sqrt(values.Count);

    /// <summary>Mean length of the intervals.</summary>
    public double Width { get; private set; }

    public double Held => held / (double)redraws;

    public (double Low, double High) Range => ClopperPearson.Of(held, redraws);

    /// <summary>A coverage of .95 is among those that the count allows.</summary>
    public bool Covers => Range.Low <= 0.95 && 0.95 <= Range.High;

    /// <summary>The mean lies within 99.9 % Monte Carlo limits of the truth.</summary>
    public bool IsUnbiased => Math.Abs(Bias) <= 3.29 * MonteCarloError;

    public void Add(Measurement measured)
    {
        values.Add(measured.Value!.Value);
        Width += (measured.High!.Value - measured.Low!.Value) / redraws;
        held += measured.Low <= truth && truth <= measured.High ? 1 : 0;
    }
}
