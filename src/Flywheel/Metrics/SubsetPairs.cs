using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flywheel.Metrics;

/// <summary>Pairs of a positive and a negative row in a subset of rows, by the clusters of both, counted while its rows come in ascending order of score.</summary>
/// <remarks>Weights below and above a row are of the rows that came before it, of those with the same score half.</remarks>
public sealed class SubsetPairs
{
    private readonly int[] place;
    private readonly double[] negativesBelow;
    private readonly double[] ordered;
    private double allPositivesBelow;
    private double allNegativesBelow;
    private Squares ofPositives;
    private Squares ofNegatives;

    /// <param name="clusterCount">Clusters of the whole sample.</param>
    /// <param name="touched">Those with rows of the subset, ascending.</param>
    public SubsetPairs(int clusterCount, int[] touched)
    {
        place = new int[clusterCount];
        for (var i = 0; i < touched.Length; i++)
        {
            place[touched[i]] = i;
        }

        negativesBelow = new double[touched.Length];
        ordered = touched.Length > PairEffects.MostClusters ? [] : new double[touched.Length * touched.Length];
        (Positives, Negatives) = (new double[clusterCount], new double[clusterCount]);
        (Below, PositivesBelow, Within) = (new double[clusterCount], new double[clusterCount], new double[clusterCount]);
    }

    /// <summary>Weight of each cluster's positive rows, shape [clusters].</summary>
    public double[] Positives { get; }

    /// <summary>Weight of each cluster's negative rows, shape [clusters].</summary>
    public double[] Negatives { get; }

    /// <summary>Weight of the pairs of each cluster's positive rows with the negative rows below them, shape [clusters].</summary>
    public double[] Below { get; }

    /// <summary>Weight of the pairs of each cluster's negative rows with the positive rows below them, shape [clusters].</summary>
    public double[] PositivesBelow { get; }

    /// <summary>Weight of the ordered pairs inside each cluster, shape [clusters].</summary>
    public double[] Within { get; }

    /// <summary>Positive and negative rows, whatever their weight.</summary>
    public (int Positives, int Negatives) Rows => (ofPositives.Rows, ofNegatives.Rows);

    /// <summary>The row that comes next, and has a score of its own.</summary>
    public void Add(int cluster, bool isPositive, double weight)
    {
        Count(cluster, isPositive, weight);
        Pass(cluster, isPositive, weight);
    }

    /// <summary>Counts a row's pairs with what was passed.</summary>
    public void Count(int cluster, bool isPositive, double weight)
    {
        if (!isPositive)
        {
            Negatives[cluster] += weight;
            PositivesBelow[cluster] += weight * allPositivesBelow;
            ofNegatives.Add(weight, allPositivesBelow);
            return;
        }

        var at = place[cluster];
        Positives[cluster] += weight;
        Below[cluster] += weight * allNegativesBelow;
        Within[cluster] += weight * negativesBelow[at];
        ofPositives.Add(weight, allNegativesBelow);
        if (ordered.Length > 0)
        {
            AddTo(ordered.AsSpan(at * negativesBelow.Length, negativesBelow.Length), weight, negativesBelow);
        }
    }

    /// <summary>Lets a row be below those that come after: half of its weight before the rows of its score are counted, half after.</summary>
    public void Pass(int cluster, bool isPositive, double weight)
    {
        if (isPositive)
        {
            allPositivesBelow += weight;
        }
        else
        {
            allNegativesBelow += weight;
            negativesBelow[place[cluster]] += weight;
        }
    }

    /// <summary>Weight of pairs whose positive row, of the first cluster, is above their negative row, of the second; ties half.</summary>
    /// <param name="touched">Some of the clusters with rows.</param>
    /// <returns>Shape [touched, touched]; null where there are more clusters than are worth it.</returns>
    public double[]? Ordered(int[] touched) =>
        ordered.Length == 0
            ? null
            : [.. touched.SelectMany(one => touched.Select(other => ordered[(place[one] * negativesBelow.Length) + place[other]]))];

    /// <summary>Σ of the rows' squared influence values on an area.</summary>
    /// <param name="area">Of all pairs.</param>
    public double RowVariance(double area) =>
        (ofPositives.Around(allNegativesBelow, area) / (allPositivesBelow * allPositivesBelow))
        + (ofNegatives.Around(allPositivesBelow, 1 - area) / (allNegativesBelow * allNegativesBelow));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo(Span<double> sums, double weight, ReadOnlySpan<double> values)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var wideValues = MemoryMarshal.Cast<double, Vector<double>>(values);
        var times = new Vector<double>(weight);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] += times * wideValues[i];
        }

        for (var i = wide.Length * Vector<double>.Count; i < sums.Length; i++)
        {
            sums[i] += weight * values[i];
        }
    }

    /// <summary>Sums over rows from which their squared distances from any value follow.</summary>
    private struct Squares
    {
        private double weights;
        private double values;
        private double squares;

        public int Rows { get; private set; }

        public void Add(double weight, double value)
        {
            var square = weight * weight;
            Rows++;
            weights += square;
            values += square * value;
            squares += square * value * value;
        }

        /// <summary>Σ w² (value / whole - about)².</summary>
        public readonly double Around(double whole, double about) =>
            Math.Max(0, (squares / (whole * whole)) - (2 * about * values / whole) + (about * about * weights));
    }
}
