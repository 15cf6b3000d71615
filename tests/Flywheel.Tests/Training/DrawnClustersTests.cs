using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Training;

/// <summary>Clusters are drawn whole, with replacement, and as many as there are.</summary>
public sealed class DrawnClustersTests
{
    private const string Rows =
        "(SELECT range AS order_id, TIMESTAMP '2024-01-01' + to_seconds(range * 500) AS ordered_at FROM range(3000)) AS rows";

    [Fact]
    public void Rows_of_a_cluster_are_drawn_together_and_as_many_clusters_as_there_are()
    {
        using var shop = new TemporaryRepository();

        var (first, again, second, hours) = shop.Work(place =>
        {
            var turn = place.At(shop.After(1));
            return (
                DrawnClusters.Counts(turn, Rows, 1),
                DrawnClusters.Counts(turn, Rows, 1),
                DrawnClusters.Counts(turn, Rows, 2),
                turn.Database.Wholes($"SELECT epoch_us(ordered_at) // 3600000000 FROM {Rows} ORDER BY order_id")
            );
        });

        var drawn = hours.Zip(first).GroupBy(row => row.First).Select(hour => hour.Select(row => row.Second).Distinct().ToArray()).ToList();
        Assert.All(drawn, times => Assert.Single(times));
        Assert.Equal(drawn.Count, drawn.Sum(times => times[0]));

        // Of n clusters about n / e are not drawn: .368 of 417, with a standard deviation of 8.
        Assert.InRange(drawn.Count(times => times[0] == 0), 153 - 32, 153 + 32);
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
    }
}
