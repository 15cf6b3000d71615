using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Flywheel.Curation;
using Flywheel.Tests.Infra;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Curation;

/// <summary>The informed rule on a few rows, against the same rule written anew in C# from Ohlsson (1998).</summary>
public sealed class InformedRuleTests : IDisposable
{
    private const string Salt = "curation/0-informed/2001-01-08";
    private readonly InMemory memory = new();

    [Fact]
    public void It_takes_the_smallest_of_u_over_p_and_keeps_the_chance_that_each_had()
    {
        var scores = Enumerable.Range(1, 200).Select(i => (double?)(i / 201.0)).ToArray();

        var picked = Pick("1 - 2 * abs(score - 0.5)", 30, scores);

        var sizes = scores.Select(score => Math.Max(1 - (2 * Math.Abs(score!.Value - 0.5)), 0.01)).ToArray();
        Assert.Equal(Expected(sizes, 30), picked, Close);
    }

    [Fact]
    public void A_row_not_picked_has_the_chance_that_the_others_left_it()
    {
        var scores = Enumerable.Range(1, 50).Select(i => (double?)(i / 51.0)).ToArray();
        var (u, ranks) = Ranks([.. scores.Select(score => score!.Value)]);

        var chances = Chances("score", 10, scores);

        var sorted = ranks.Order().ToArray();
        Assert.All(
            Enumerable.Range(0, 50),
            i =>
            {
                var others = ranks.Where((_, j) => j != i).Order().ElementAt(9);
                Assert.Equal(Math.Min(1, u[i] / ranks[i] * others), chances[i], 1e-12);
            }
        );
        Assert.Equal(10, ranks.Count(rank => rank <= sorted[9]));
    }

    [Fact]
    public void Where_there_are_fewer_events_than_wanted_all_are_taken_for_sure()
    {
        var picked = Pick("score", 30, [0.1, 0.5, null]);

        Assert.Equal([(0L, 1.0), (1L, 1.0), (2L, 1.0)], picked);
    }

    [Fact]
    public void As_many_as_there_are_is_all_for_sure()
    {
        Assert.Equal([(0L, 1.0), (1L, 1.0), (2L, 1.0)], Pick("score", 3, [0.1, 0.5, 0.9]));
    }

    [Theory]
    [InlineData("score", 0.0)]
    [InlineData("score - 5", 0.7)]
    [InlineData("score", null)]
    [InlineData("TRY_CAST('nan' AS DOUBLE) + score", 0.7)]
    [InlineData("TRY_CAST('infinity' AS DOUBLE) + score", 0.7)]
    public void What_is_zero_negative_missing_or_not_finite_counts_as_the_floor(string by, double? score)
    {
        var picked = Pick(by, 20, [.. Enumerable.Repeat(score, 100)]);

        Assert.Equal(Expected([.. Enumerable.Repeat(0.01, 100)], 20), picked, Close);
        Assert.Equal(20, picked.Count);
    }

    [Fact]
    public void Events_of_one_size_are_picked_like_a_uniform_sample_of_that_number()
    {
        var picked = Pick("2", 25, [.. Enumerable.Repeat((double?)0.5, 400)]);

        var uniform = Enumerable.Range(0, 400).OrderBy(id => Hash(id), StringComparer.Ordinal).Take(25).Select(id => (long)id).Order();
        Assert.Equal(uniform, picked.Select(point => point.Id));
    }

    [Fact]
    public void Sizes_beyond_all_reason_still_have_an_order_and_a_chance()
    {
        var picked = Pick(
            "CASE WHEN score > 0.5 THEN 1e300 ELSE 1e-300 END",
            60,
            [.. Enumerable.Range(0, 100).Select(i => (double?)(i / 99.0))]
        );

        Assert.Equal(60, picked.Count);
        Assert.All(picked, point => Assert.InRange(point.Probability, double.Epsilon, 1));
        Assert.All(picked.Where(point => point.Id >= 50), point => Assert.Equal(1, point.Probability));
        Assert.Equal(50, picked.Count(point => point.Id >= 50));
    }

    [Fact]
    public void A_larger_floor_makes_the_sample_more_uniform()
    {
        double?[] scores = [.. Enumerable.Range(0, 1000).Select(i => (double?)(i < 900 ? 0.001 : 1))];

        var sharp = Pick("score", 100, scores, floor: 0.001);
        var blunt = Pick("score", 100, scores, floor: 1);

        Assert.True(sharp.Count(point => point.Id >= 900) > 4 * blunt.Count(point => point.Id >= 900));
    }

    [Theory]
    [InlineData("informed: { by: score, count: 0 }", "'count' is 0, below 1.")]
    [InlineData("informed: { by: score, count: 5, floor: 0 }", "'floor' is 0, outside (0, 1E+100].")]
    [InlineData("informed: { by: origin, count: 5 }", "The expression is of the type Text. Here a Number is wanted.")]
    [InlineData("informed: { by: delay, count: 5 }", "The column 'delay' does not exist here.")]
    [InlineData("informed: { count: 5 }", "'informed' lacks the key 'by'.")]
    public void A_mistake_is_told(string rule, string said)
    {
        var refused = Assert.Throws<RefusedException>(() => FlightsStrategy.Curating($"labels: from-log\nrules:\n  - {rule}\n"));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => memory.Dispose();

    private static bool Close((long Id, double Probability) one, (long Id, double Probability) other) =>
        one.Id == other.Id && Math.Abs(one.Probability - other.Probability) < 1e-12;

    private List<(long Id, double Probability)> Pick(string by, int count, double?[] scores, double floor = 0.01)
    {
        var strategy = FlightsStrategy.Curating(Yaml(by, count, floor));
        return
        [
            .. memory.Database.Rows<(long, double)>(
                $"SELECT id, probability FROM ({Selection.Of(strategy, Events(scores), "2001-01-08")}) ORDER BY id"
            ),
        ];
    }

    private List<double> Chances(string by, int count, double?[] scores)
    {
        var strategy = FlightsStrategy.Curating(Yaml(by, count, 0.01));
        var draw = new Draw(strategy, "flight_id", Sampling.Hash(2001, Salt, "flight_id"));
        var chance = strategy.Curation.Rules.Single().Probability(draw);
        return
        [
            .. memory.Database.Rows<double>(
                $"SELECT chance FROM (SELECT flight_id, {chance} AS chance FROM ({Events(scores)})) ORDER BY flight_id"
            ),
        ];
    }

    private static string Yaml(string by, int count, double floor) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"labels: from-log\nrules:\n  - informed: {{ by: \"{by}\", count: {count}, floor: {floor} }}\n"
        );

    private static string Events(double?[] scores) =>
        string.Join(
            " UNION ALL ",
            scores.Select(
                (score, id) =>
                    $"SELECT CAST({id} AS BIGINT) AS flight_id, CAST({score?.ToString("R", CultureInfo.InvariantCulture) ?? "NULL"} AS DOUBLE) AS score"
            )
        );

    /// <summary>Rows that the k smallest ranks pick, with min(1, p τ).</summary>
    private static List<(long Id, double Probability)> Expected(double[] sizes, int count)
    {
        var (_, ranks) = Ranks(sizes);
        var tau = ranks.Order().ElementAt(count);
        return [.. Enumerable.Range(0, sizes.Length).Where(i => ranks[i] < tau).Select(i => ((long)i, Math.Min(1, sizes[i] * tau)))];
    }

    private static (double[] U, double[] Ranks) Ranks(double[] sizes)
    {
        double[] u = [.. sizes.Select((_, id) => (Convert.ToInt64(Hash(id)[..13], 16) + 0.5) / (1L << 52))];
        return (u, [.. u.Select((number, i) => number / sizes[i])]);
    }

    private static string Hash(int id) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"2001/{Salt}/{id}")));
}
