namespace Flywheel.Metrics;

/// <summary>A metric's value with its linearisation: how much each cluster pulled it away from the truth.</summary>
/// <param name="Value">The metric on these rows.</param>
/// <param name="ByCluster">Sum of the rows' influence values, shape [clusters]; the whole sums to zero.</param>
/// <param name="Rows">Rows measured.</param>
/// <param name="WeightByCluster">How much each cluster has to say, shape [clusters]: the sum of its rows' weights, or its share of what decides an area.</param>
/// <remarks>
/// To first order, estimate - truth = Σ over rows of an influence value. Rows of one cluster are not independent, so they are
/// summed first and only the clusters are treated as draws: K.-Y. Liang, S. Zeger, Biometrika 73(1), 1986, pp. 13–22.
/// A paired difference of two metrics on the same rows subtracts their influences cluster by cluster.
/// </remarks>
public sealed record Influence(double Value, double[] ByCluster, int Rows, double[] WeightByCluster)
{
    /// <summary>What the interval is around: the value, freed of what it owes to the number of clusters.</summary>
    public double Centre { get; init; } = Value;

    /// <summary>What pairs of clusters add to it; null for a mean, to which they add nothing, and where they cannot be told.</summary>
    public PairEffects? Pairs { get; init; }

    /// <summary>Why these rows are too few of a kind for an interval of the metric; null where they are not.</summary>
    public string? Doubt { get; init; }

    /// <summary>Why they are too few for an interval of its difference to another model's.</summary>
    public string? DoubtOfDifference { get; init; }

    /// <summary>Range of the metric's values; null for a difference, and where it has no bound.</summary>
    public ValueRange? Range { get; init; }

    /// <summary>What the metric cannot pass although its interval is symmetric: the ends are cut there. Null for a difference, and where nothing bounds it.</summary>
    public ValueRange? CutTo { get; init; }

    /// <summary>Influence value of each row, weight included, with the row's index in the sample; in the order of the scores.</summary>
    public (int[] Row, double[] Value) ByRow
    {
        get => OnDemand.Value;
        init => (OnDemand, RowVariance) = (new(value), value.Value.Sum(one => one * one));
    }

    /// <summary>Σ of the rows' squared influence values: the variance if rows were independent.</summary>
    public double RowVariance { get; private init; }

    private Lazy<(int[] Row, double[] Value)> OnDemand { get; init; } = new(([], []));

    /// <summary>The same with influence values of rows that are computed if somebody asks: an interval of one metric needs their squares alone.</summary>
    /// <param name="byRow">Gives <see cref="ByRow"/>.</param>
    /// <param name="rowVariance">That of these values.</param>
    public Influence WithRows(Func<(int[] Row, double[] Value)> byRow, double rowVariance) =>
        this with
        {
            OnDemand = new(byRow),
            RowVariance = rowVariance,
        };

    /// <summary>The same without influence values of rows, for an interval of one metric.</summary>
    /// <param name="rowVariance">Σ of their squares.</param>
    public Influence WithoutRows(double rowVariance) => this with { RowVariance = rowVariance };

    /// <summary>A smooth function of the metric, to first order.</summary>
    /// <param name="slope">Of the function at the value.</param>
    public Influence Through(Func<double, double> function, double slope) =>
        this with
        {
            Value = function(Value),
            Centre = function(Centre),
            ByCluster = Array.ConvertAll(ByCluster, value => slope * value),
            ByRow = (ByRow.Row, Array.ConvertAll(ByRow.Value, value => slope * value)),
        };

    /// <summary>This metric less another on the same rows.</summary>
    public Influence Minus(Influence other)
    {
        var difference = new double[ByCluster.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = ByCluster[i] - other.ByCluster[i];
        }

        return this with
        {
            Value = Value - other.Value,
            Centre = Centre - other.Centre,
            ByCluster = difference,
            ByRow = (ByRow.Row, Minus(ByRow, other.ByRow)),
            Pairs = other.Pairs is { } pairs ? Pairs?.Minus(pairs) : null,
            Doubt = DoubtOfDifference ?? other.DoubtOfDifference,
            Range = null,
            CutTo = null,
        };
    }

    /// <summary>Two models order the rows differently, so the other's values are looked up by row.</summary>
    private static double[] Minus((int[] Row, double[] Value) one, (int[] Row, double[] Value) other)
    {
        var byRow = new double[one.Row.Length == 0 ? 0 : one.Row.Max() + 1];
        for (var i = 0; i < other.Row.Length; i++)
        {
            byRow[other.Row[i]] = other.Value[i];
        }

        var difference = new double[one.Row.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = one.Value[i] - byRow[one.Row[i]];
        }

        return difference;
    }
}
