using Flywheel.Curation;

namespace Flywheel.Tests.Curation;

/// <summary>Greedy k-centre against the same written as plain loops over doubles.</summary>
public sealed class KCentreTests
{
    private const int Stride = 8;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void It_picks_what_a_plain_search_picks(int labelled)
    {
        var (points, centres) = (Points(500, 1), Points(labelled, 2));
        var barred = Enumerable.Range(0, 500).Select(i => i % 7 == 0).ToArray();

        var picked = KCentre.Pick(points, centres, Stride, barred, 40);

        var expected = Plain(points, centres, barred, 40);
        Assert.Equal(expected.Select(one => one.Row), picked.Select(one => one.Row));
        Assert.All(expected.Zip(picked), pair => Assert.Equal(pair.First.Distance, pair.Second.Distance, 1e-4));
    }

    [Fact]
    public void Of_points_that_are_all_alike_the_first_are_picked_each_once()
    {
        var picked = KCentre.Pick(new float[10 * Stride], [], Stride, new bool[10], 20);

        Assert.Equal(Enumerable.Range(0, 10), picked.Select(one => one.Row));
        Assert.All(picked, one => Assert.Equal(0, one.Distance));
    }

    [Fact]
    public void Nothing_is_picked_of_nothing() => Assert.Empty(KCentre.Pick([], [], Stride, [], 5));

    private static float[] Points(int rows, uint seed)
    {
        var state = seed;
        return
        [
            .. Enumerable
                .Range(0, rows * Stride)
                .Select(_ =>
                {
                    state = (state * 1664525) + 1013904223;
                    return (state >> 8) / (float)(1 << 24);
                }),
        ];
    }

    private static List<(int Row, double Distance)> Plain(float[] points, float[] centres, bool[] barred, int k)
    {
        var picked = new List<(int Row, double Distance)>();
        while (picked.Count < k)
        {
            var left = Enumerable.Range(0, barred.Length).Where(row => !barred[row] && picked.TrueForAll(one => one.Row != row));
            picked.Add(
                picked.Count == 0 && centres.Length == 0
                    ? left.Select(row => (row, Apart(points, row, new float[Stride], 0))).MinBy(one => one.Item2)
                    : left.Select(row => (row, Nearest(row))).MaxBy(one => one.Item2)
            );
        }

        return picked;

        double Nearest(int row) =>
            Enumerable
                .Range(0, centres.Length / Stride)
                .Select(centre => Apart(points, row, centres, centre))
                .Concat(picked.Select(one => Apart(points, row, points, one.Row)))
                .Min();
    }

    private static double Apart(float[] one, int i, float[] other, int j) =>
        Math.Sqrt(Enumerable.Range(0, Stride).Sum(k => Math.Pow((double)one[(i * Stride) + k] - other[(j * Stride) + k], 2)));
}
