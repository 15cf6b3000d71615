using Flywheel.Metrics;

namespace Flywheel.Bench.Simulation;

/// <summary>How often the intervals of one scenario held the truth.</summary>
public static class Coverage
{
    /// <summary>Error of each end, so that intervals are 95 % ones.</summary>
    public const double Error = 0.025;

    public static IReadOnlyList<string> Metrics { get; } = ["auc", "log-loss", "brier", "accuracy", "precision", "recall", "f1", "mae"];

    public static IReadOnlyList<string> Figures { get; } = ["current", "candidate", "difference"];

    /// <summary>One cell a metric and figure.</summary>
    public static IReadOnlyList<Cell> Of(Scenario scenario, int pairs, ulong seed)
    {
        var current = Truth.Of(scenario.World, scenario.World.Current);
        var candidate = Truth.Of(scenario.World, scenario.World.Candidate);
        var metrics = Metrics.Select(name => MetricKinds.Named(name, ModelTask.Binary)).ToArray();
        var truth = metrics.SelectMany(metric => Three(current[metric.Name], candidate[metric.Name])).ToArray();
        var tallies = truth.Select(_ => new Tally()).ToArray();
        Parallel.For(
            0,
            pairs,
            () => truth.Select(_ => new Tally()).ToArray(),
            (pair, _, own) =>
            {
                var (sample, one, two) = scenario.Draw(new(seed, (ulong)pair));
                var (first, second) = (ScoredRows.Of(sample, one), ScoredRows.Of(sample, two));
                for (var m = 0; m < metrics.Length; m++)
                {
                    var (ofFirst, ofSecond) = (metrics[m].Measure(first), metrics[m].Measure(second));
                    var difference = ofFirst is null ? null : ofSecond?.Minus(ofFirst);
                    own[3 * m].Add(metrics[m].Interval(ofFirst, first, Error), truth[3 * m]);
                    own[(3 * m) + 1].Add(metrics[m].Interval(ofSecond, second, Error), truth[(3 * m) + 1]);
                    own[(3 * m) + 2].Add(metrics[m].Interval(difference, second, Error), truth[(3 * m) + 2]);
                }

                return own;
            },
            own =>
            {
                lock (tallies)
                {
                    for (var i = 0; i < tallies.Length; i++)
                    {
                        tallies[i].Add(own[i]);
                    }
                }
            }
        );
        return [.. tallies.Select((tally, i) => new Cell(scenario, Metrics[i / 3], Figures[i % 3], truth[i], tally))];

        static double[] Three(double one, double two) => [one, two, two - one];
    }
}

/// <summary>One cell of the table.</summary>
public sealed record Cell(Scenario Scenario, string Metric, string Figure, double Truth, Tally Tally)
{
    public (double Low, double High) Range => ClopperPearson.Of(Tally.Held, Tally.Measured);

    /// <summary>Whether the simulated coverage is one that 95 % intervals could have by chance.</summary>
    public bool Holds => !IsNarrow && !IsWide;

    /// <summary>Fewer intervals hold the truth than chance explains.</summary>
    public bool IsNarrow => Range.High < 1 - (2 * Coverage.Error);

    /// <summary>More do.</summary>
    public bool IsWide => Range.Low > 1 - (2 * Coverage.Error);
}

/// <summary>Counts of intervals; whole numbers only, so that the order of the draws does not matter.</summary>
public sealed class Tally
{
    public long Measured { get; private set; }

    public long Held { get; private set; }

    /// <summary>Intervals wholly below the truth, and above it.</summary>
    public long Below { get; private set; }

    public long Above { get; private set; }

    /// <summary>Draws without an interval.</summary>
    public long Absent { get; private set; }

    public void Add(Measurement measured, double truth)
    {
        if (measured is not { Low: { } low, High: { } high })
        {
            Absent++;
            return;
        }

        Measured++;
        Below += high < truth ? 1 : 0;
        Above += low > truth ? 1 : 0;
        Held += low <= truth && truth <= high ? 1 : 0;
    }

    public void Add(Tally other)
    {
        Measured += other.Measured;
        Held += other.Held;
        Below += other.Below;
        Above += other.Above;
        Absent += other.Absent;
    }
}
