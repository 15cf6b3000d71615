using Flywheel.Monitoring.Distances;
using Flywheel.Training;
using Flywheel.Yaml;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Flywheel.Monitoring.Joint;

[Doc("Mean earth mover's distance along random directions, in deviations of the reference.")]
public sealed record SlicedEarthMovers : JointDistance
{
    [Doc("Random directions."), Range(1, 10000)]
    public int Directions { get; init; } = 100;

    public override string Convention => $"sliced-earth-movers/{Directions} gaussian directions/reference-deviation";

    public override string WhyAbsent => "each side needs a row";

    public override JointValue? Between(JointSample sample, ITrainer engine, int seed)
    {
        var (reference, window) = (sample.ReferencePoints, sample.WindowPoints);
        var words = Enumerable.Range(0, reference.Categories).Select(column => Largest(reference, window, column) + 2).ToArray();
        var random = new MersenneTwister(seed, threadSafe: false);
        var drawn = Enumerable.Range(0, Directions).Select(_ => Direction.Draw(random, reference.Axes, words)).ToList();
        return new(PointSet.SumOver(Directions, i => Between(drawn[i].Of(reference), drawn[i].Of(window))) / Directions);
    }

    /// <summary>Earth mover's distance of two samples of numbers, each row of a side weighing the same.</summary>
    public static double Between(double[] x, double[] y) => EarthMovers.Unscaled(DriftColumn.Of(x), DriftColumn.Of(y));

    private static int Largest(PointSet reference, PointSet window, int column)
    {
        var largest = -1;
        foreach (var points in new[] { reference, window })
        {
            for (var i = 0; i < points.Count; i++)
            {
                largest = Math.Max(largest, points.Codes[(i * points.Categories) + column]);
            }
        }

        return largest;
    }

    /// <summary>A direction: a weight for each axis and for each category, of length 1 in the mean.</summary>
    private sealed record Direction(double[] Axes, double[][] Words)
    {
        /// <param name="words">Codes of each category, with the one that stands for no value.</param>
        public static Direction Draw(MersenneTwister random, int axes, int[] words)
        {
            var scale = 1 / Math.Sqrt(axes + words.Length);
            return new(Drawn(axes, scale), [.. words.Select(count => Drawn(count, scale / Math.Sqrt(2)))]);

            double[] Drawn(int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ => Normal.Sample(random, 0, deviation))];
        }

        /// <summary>Where points lie on it, shape [rows].</summary>
        public double[] Of(PointSet points)
        {
            var places = new double[points.Count];
            for (var i = 0; i < places.Length; i++)
            {
                for (var j = 0; j < points.Axes; j++)
                {
                    places[i] += Axes[j] * points.Numbers[(i * points.Axes) + j];
                }

                for (var j = 0; j < points.Categories; j++)
                {
                    places[i] += Words[j][points.Codes[(i * points.Categories) + j] + 1];
                }
            }

            return places;
        }
    }
}
