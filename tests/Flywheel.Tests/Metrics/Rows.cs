using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

/// <summary>Labelled rows with scores, as tests want them.</summary>
internal static class Rows
{
    /// <summary>Twelve rows with ties, small enough to check by eye.</summary>
    public static readonly double[] Labels = [1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0];

    public static readonly double[] Scores = [0.9, 0.8, 0.8, 0.7, 0.6, 0.5, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1];

    public static readonly double[] Weights = [1, 2, 1, 3, 1, 1, 2, 4, 1, 1, 2, 1];

    /// <summary>Weights are 1 and every row is its own cluster where they are not given.</summary>
    public static LabelledSample Sample(double[] labels, double[]? weights = null, int[]? clusters = null)
    {
        var cluster = clusters ?? [.. Enumerable.Range(0, labels.Length)];
        return new(labels, weights ?? [.. labels.Select(_ => 1.0)], cluster, cluster.Length == 0 ? 0 : cluster.Max() + 1);
    }

    public static ScoredRows Of(double[] labels, double[] scores, double[]? weights = null, int[]? clusters = null) =>
        ScoredRows.Of(Sample(labels, weights, clusters), scores);

    /// <summary>Rows whose scores tell something and often tie, in clusters of uneven size.</summary>
    public static (double[] Labels, double[] Scores, double[] Weights, int[] Clusters) Drawn(ulong seed, int rows, int clusters)
    {
        var generator = new Lcg(seed);
        var labels = new double[rows];
        var scores = new double[rows];
        var weights = new double[rows];
        var cluster = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            cluster[i] = Math.Min(generator.NextBelow(clusters), generator.NextBelow(clusters));
            labels[i] = generator.Next() < 0.3 ? 1 : 0;
            scores[i] = Math.Round(Math.Clamp(0.4 + (0.1 * labels[i]) + (0.2 * generator.NextNormal()), 0, 1), 2);
            weights[i] = 1 + generator.NextBelow(4);
        }

        return (labels, scores, weights, cluster);
    }

    /// <summary>Rows by whole numbers alone, so that another program can make the very same; two models' scores.</summary>
    /// <param name="sizes">Rows of each cluster.</param>
    /// <param name="uneven">Whether clusters have their classes and weights in other shares.</param>
    public static (LabelledSample Sample, double[] One, double[] Two) Patterned(int[] sizes, bool uneven)
    {
        var (labels, one, two) = (new List<double>(), new List<double>(), new List<double>());
        var (weights, clusters) = (new List<double>(), new List<int>());
        for (var g = 0; g < sizes.Length; g++)
        {
            for (var j = 0; j < sizes[g]; j++)
            {
                var i = labels.Count;
                var label = ((j * 7) + (uneven ? g : 0)) % 3 == 0 ? 1 : 0;
                labels.Add(label);
                one.Add((((i * 37) + (g * 11)) % 101 + (20 * label) + (g * g % 5 * 6 * label)) / 200.0);
                two.Add((((i * 53) + (g * 29)) % 97 + (14 * label) + (g * 3 % 7 * 5 * label)) / 200.0);
                weights.Add(uneven ? 1 + (((i * 5) + g) % 3) : 1);
                clusters.Add(g);
            }
        }

        return (new([.. labels], [.. weights], [.. clusters], sizes.Length), [.. one], [.. two]);
    }

    /// <summary>Of each day 20 negative rows evenly in (0, 1), the same every day, and 20 positive rows of one score.</summary>
    /// <param name="above">That score by day: the share of all negatives that lies below it.</param>
    public static ScoredRows OfDaysThatOnlyPositivesTellApart(double[] above)
    {
        var (labels, scores, clusters) = (new List<double>(), new List<double>(), new List<int>());
        for (var day = 0; day < above.Length; day++)
        {
            for (var row = 0; row < 20; row++)
            {
                labels.AddRange([0, 1]);
                scores.AddRange([(row + 0.5) / 20, above[day]]);
                clusters.AddRange([day, day]);
            }
        }

        return Of([.. labels], [.. scores], null, [.. clusters]);
    }
}
