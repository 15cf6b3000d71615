using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

public sealed class GroupedRowsTests
{
    private const int Count = 6_000;
    private const int Subsets = 4;

    [Theory]
    [InlineData(6, false)]
    [InlineData(6, true)]
    [InlineData(60, true)]
    public void Subsets_measured_together_are_what_each_is_alone(int clusters, bool weighted)
    {
        var (sample, scores, kinds) = Drawn(clusters, weighted);
        int[][] subsetsOf =
        [
            [0],
            [0, 1],
            [0, 2],
            [0, 1, 2],
            [0, 3],
        ];
        var grouped = GroupedRows.Of(sample, scores, kinds, subsetsOf, Subsets);
        var known = ScoredRows.Of(sample, scores).Where(Array.ConvertAll(scores, score => !double.IsNaN(score)));

        var measured = MetricKinds.Of(ModelTask.Binary).Where(metric => metric.MeasureTogether(grouped) is not null).ToList();
        Assert.Superset(
            new HashSet<string> { "auc", "log-loss", "brier", "calibration", "accuracy", "precision", "recall", "f1", "mae" },
            measured.Select(metric => metric.Name).ToHashSet()
        );
        foreach (var metric in measured)
        {
            var together = metric.MeasureTogether(grouped)!;
            for (var subset = 0; subset < Subsets; subset++)
            {
                var alone = known.Where(Array.ConvertAll(kinds, kind => subsetsOf[kind].Contains(subset)));
                var (one, other) = (metric.Estimate(alone, 0.05), metric.Interval(together[subset], grouped.Counts()[subset], 0.05));

                Assert.Equal(one.Rows, other.Rows);
                Assert.Equal(one.Why, other.Why);
                Assert.Equal(one.Clusters, other.Clusters, 1e-4);
                Assert.Equal(one.Value!.Value, other.Value!.Value, 1e-12);
                Assert.Equal(one.RowVariance, other.RowVariance, 1e-15);
                Assert.Equal(one.StandardError!.Value, other.StandardError!.Value, 1e-8);
                Assert.Equal(one.Low!.Value, other.Low!.Value, 1e-7);
            }
        }
    }

    [Fact]
    public void A_subset_of_one_class_has_no_area()
    {
        var grouped = GroupedRows.Of(
            new([1, 0, 1], [1, 1, 1], [0, 1, 1], 2),
            [0.5, 0.5, 0.2],
            [0, 1, 0],
            [
                [0, 1],
                [0],
            ],
            2
        );

        var areas = new AreaUnderCurve().MeasureTogether(grouped)!;

        Assert.Equal(0.25, areas[0]!.Value);
        Assert.Null(areas[1]);
        Assert.Equal([3, 2], grouped.Counts());
    }

    /// <summary>Scores with many ties, some missing; the last kind is small.</summary>
    private static (LabelledSample Sample, double[] Scores, int[] Kinds) Drawn(int clusters, bool weighted)
    {
        var random = new Lcg(11);
        var (label, weight, cluster) = (new double[Count], new double[Count], new int[Count]);
        var (scores, kinds) = (new double[Count], new int[Count]);
        for (var i = 0; i < Count; i++)
        {
            cluster[i] = (int)(random.Next() * random.Next() * clusters);
            var score = Math.Round(random.Next(), 3);
            label[i] = random.Next() < (0.2 + (0.6 * score) + (0.1 * (cluster[i] % 2))) ? 1 : 0;
            weight[i] = weighted ? 1 + random.Next() : 1;
            scores[i] = random.Next() < 0.02 ? double.NaN : score;
            kinds[i] = random.Next() < 0.1 ? 4 : (int)(4 * random.Next());
        }

        return (new(label, weight, cluster, clusters), scores, kinds);
    }
}
