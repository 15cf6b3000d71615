namespace Flywheel.Metrics;

/// <summary>The mean over classes of a share that each has: every class counts alike, however rare.</summary>
/// <remarks>
/// Classes are those of labels and predictions; one whose share has no row counts 0. Influence of a row: the mean over classes of w (a - R b) / Σ w b,
/// as each class's share is a ratio R of two sums (<see cref="RatioMetric"/>).
/// </remarks>
public abstract class MacroMetric : Metric
{
    /// <summary>With fewer rows a class's share is a matter of single rows.</summary>
    public const int FewestOfAClass = 10;

    public sealed override IReadOnlyList<ModelTask> Tasks => [ModelTask.Multiclass];

    public sealed override int Direction => 1;

    public sealed override string WhyAbsent(int rows) => "no labelled row";

    /// <summary>What a row adds to a class's share, above the line and below it; nothing where it neither is of the class nor predicted to be.</summary>
    /// <param name="isClass">Whether it is of the class.</param>
    /// <param name="isSaid">Whether it is predicted to be.</param>
    protected abstract (double Above, double Below) Of(bool isClass, bool isSaid);

    protected sealed override Influence? Of(ScoredRows rows)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        double[] classes = [.. rows.Label.Concat(rows.Score).Distinct().Order()];
        var (above, below, counted) = (new double[classes.Length], new double[classes.Length], new int[classes.Length]);
        for (var i = 0; i < rows.Count; i++)
        {
            var (label, score) = (rows.Label[i], rows.Score[i]);
            Count(Place(label), Of(isClass: true, isSaid: label == score), rows.Weight[i]);
            if (label != score)
            {
                Count(Place(score), Of(isClass: false, isSaid: true), rows.Weight[i]);
            }
        }

        double[] shares = [.. above.Zip(below, (a, b) => b > 0 ? a / b : 0)];
        var values = new double[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var (label, score) = (rows.Label[i], rows.Score[i]);
            values[i] = rows.Weight[i] * Pull(Place(label), Of(isClass: true, isSaid: label == score));
            if (label != score)
            {
                values[i] += rows.Weight[i] * Pull(Place(score), Of(isClass: false, isSaid: true));
            }
        }

        var rarest = counted.Min();
        var byCluster = new double[rows.ClusterCount];
        var weightByCluster = new double[rows.ClusterCount];
        for (var i = 0; i < rows.Count; i++)
        {
            byCluster[rows.Cluster[i]] += values[i];
            weightByCluster[rows.Cluster[i]] += rows.Weight[i];
        }

        var doubt = rarest < FewestOfAClass ? $"{rarest} rows tell of the rarest class; an interval needs {FewestOfAClass} of each" : null;
        return new(shares.Sum() / classes.Length, byCluster, rows.Count, weightByCluster)
        {
            ByRow = (rows.Row, values),
            Range = ValueRange.Share,
            Doubt = doubt,
            DoubtOfDifference = doubt,
        };

        int Place(double one) => Array.BinarySearch(classes, one);

        void Count(int at, (double Above, double Below) part, double weight)
        {
            above[at] += weight * part.Above;
            below[at] += weight * part.Below;
            counted[at] += part.Below > 0 ? 1 : 0;
        }

        double Pull(int at, (double Above, double Below) part) =>
            below[at] == 0 ? 0 : (part.Above - (shares[at] * part.Below)) / below[at] / classes.Length;
    }

    /// <summary>In SQL, of the classes of labels and predictions.</summary>
    /// <param name="above">SQL over <c>label</c>, <c>score</c> and a <c>class</c>.</param>
    protected static MetricSql InSql(string above, string below) =>
        new(
            "sum(share ORDER BY class) FILTER (id IS NULL) / count(*) FILTER (id IS NULL)",
            "CASE WHEN label = score THEN 0 ELSE 1 END",
            $"""
            SELECT id, label, score, weight, NULL::DOUBLE AS class, NULL::DOUBLE AS share FROM rows
            UNION ALL
            SELECT NULL, NULL, NULL, NULL, class, coalesce(sum(weight * ({above}) ORDER BY id) / nullif(sum(weight * ({below}) ORDER BY id), 0), 0)
            FROM rows CROSS JOIN (SELECT label AS class FROM rows UNION SELECT score FROM rows) GROUP BY class
            """
        );
}
