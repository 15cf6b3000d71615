using Flywheel.Training.Calibrations;

namespace Flywheel.Tests.Training;

public sealed class PlattTests
{
    [Fact]
    public void Scores_that_are_too_sure_by_a_known_line_get_it_back()
    {
        // Odds are twice and a half too sure, and shifted: log odds of the truth = 0.4 · log odds of the score - 0.5.
        var random = new Random(5);
        var scores = Enumerable.Range(0, 200_000).Select(_ => 1 / (1 + Math.Exp(-4 * ((2 * random.NextDouble()) - 1)))).ToArray();
        var labels = Array.ConvertAll(
            scores,
            score => random.NextDouble() < 1 / (1 + Math.Exp(-((0.4 * Math.Log(score / (1 - score))) - 0.5))) ? 1.0 : 0.0
        );
        var platt = Platt.Fit(scores, labels, [.. Enumerable.Repeat(1.0, scores.Length)]);

        Assert.Equal(0.4, platt.Slope, 0.02);
        Assert.Equal(-0.5, platt.Shift, 0.02);
    }

    [Fact]
    public void Scores_that_part_the_labels_and_labels_of_one_kind_leave_it_finite()
    {
        var parted = Platt.Fit([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], [1, 1, 1, 1]);
        var alike = Platt.Fit([0, 0.5, 1], [1, 1, 1], [1, 1, 1]);

        Assert.All([0, 0.3, 1], score => Assert.InRange(parted.Of(score), 0, 1));
        Assert.All([0, 0.3, 1], score => Assert.InRange(alike.Of(score), 0, 1));
        Assert.True(parted.Of(0.9) > parted.Of(0.1));
    }
}
