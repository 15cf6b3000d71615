using Flywheel.OfflineTesting;
using Flywheel.Training.Thresholds;

namespace Flywheel.Tests.Training;

public sealed class DecisionThresholdTests
{
    private static readonly CostsSection _costs = new() { FalsePositive = 1, FalseNegative = 3 };

    [Theory]
    [InlineData("least cost")]
    [InlineData("best f1")]
    [InlineData("recall")]
    [InlineData("precision")]
    [InlineData("share")]
    public void No_other_threshold_does_better_by_its_own_word(string kind)
    {
        // Few different scores, so that there are ties, and weights that are not alike.
        var random = new Random(11);
        for (var redraw = 0; redraw < 200; redraw++)
        {
            var rows = random.Next(1, 40);
            var scores = Enumerable.Range(0, rows).Select(_ => random.Next(0, 12) / 11.0).ToArray();
            var labels = Array.ConvertAll(scores, score => random.NextDouble() < score ? 1.0 : 0.0);
            var weights = Array.ConvertAll(scores, _ => 1.0 + random.Next(0, 4));
            var threshold = Of(kind).Of(Cut.Of(scores, labels, weights), _costs);

            var (kept, value) = Judged(kind, scores, labels, weights, threshold);
            Assert.True(kept, $"{kind} at {threshold}");
            foreach (var other in scores.Append(0).Append(2))
            {
                var (otherKept, otherValue) = Judged(kind, scores, labels, weights, other);
                Assert.True(!otherKept || otherValue <= value + 1e-9, $"{kind}: {other} does better than {threshold}");
            }
        }
    }

    [Fact]
    public void Of_probabilities_that_hold_errors_cost_least_near_the_ratio_of_their_costs()
    {
        // Beside 1 / (1 + 3) the cost grows with the square of the distance, so the least one of n rows lies within some n^(-1/3) of it: .02 here.
        var random = new Random(3);
        var scores = Enumerable.Range(0, 200_000).Select(_ => random.NextDouble()).ToArray();
        var labels = Array.ConvertAll(scores, score => random.NextDouble() < score ? 1.0 : 0.0);
        var threshold = new LeastCost().Of(Cut.Of(scores, labels, [.. Enumerable.Repeat(1.0, scores.Length)]), _costs);

        Assert.Equal(0.25, threshold, 0.04);
    }

    [Fact]
    public void Where_no_threshold_has_the_precision_no_row_is_called()
    {
        var cuts = Cut.Of([1, 0.9, 0.4], [0, 1, 0], [1, 1, 1]);

        Assert.True(new PrecisionAtLeast { AtLeast = 0.8 }.Of(cuts, null) > 1);
        Assert.Equal(0.65, new PrecisionAtLeast { AtLeast = 0.5 }.Of(cuts, null), 12);
    }

    [Fact]
    public void Labels_of_one_kind_leave_every_rule_a_threshold()
    {
        foreach (var label in new[] { 0.0, 1.0 })
        {
            var cuts = Cut.Of([0.2, 0.8], [label, label], [1, 1]);
            Assert.All(
                ["least cost", "best f1", "recall", "precision", "share"],
                kind => Assert.InRange(Of(kind).Of(cuts, _costs), 0, Math.BitIncrement(1))
            );
        }
    }

    private static DecisionThreshold Of(string kind) =>
        kind switch
        {
            "least cost" => new LeastCost(),
            "best f1" => new BestF1(),
            "recall" => new RecallAtLeast { AtLeast = 0.7 },
            "precision" => new PrecisionAtLeast { AtLeast = 0.7 },
            _ => new ShareAtMost { AtMost = 0.3 },
        };

    /// <summary>Whether a threshold keeps what the rule asks, and how good it is by the rule, counted row by row.</summary>
    private static (bool Kept, double Value) Judged(string kind, double[] scores, double[] labels, double[] weights, double threshold)
    {
        double Sum(Func<int, bool> of) => Enumerable.Range(0, scores.Length).Where(of).Sum(row => weights[row]);
        var (hit, wrong) = (
            Sum(row => scores[row] >= threshold && labels[row] == 1),
            Sum(row => scores[row] >= threshold && labels[row] == 0)
        );
        var (ones, all) = (Sum(row => labels[row] == 1), Sum(_ => true));
        return kind switch
        {
            "least cost" => (true, -wrong - (3 * (ones - hit))),
            "best f1" => (true, hit + wrong + ones > 0 ? 2 * hit / (hit + wrong + ones) : 0),
            "recall" => (hit >= 0.7 * ones - 1e-9, -wrong),
            "precision" => (hit >= 0.7 * (hit + wrong) - 1e-9, hit),
            _ => (hit + wrong <= 0.3 * all + 1e-9, hit + wrong),
        };
    }
}
