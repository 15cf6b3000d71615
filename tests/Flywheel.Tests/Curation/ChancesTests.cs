using Flywheel.Curation;

namespace Flywheel.Tests.Curation;

/// <summary>Figures of class chances, by hand.</summary>
public sealed class ChancesTests
{
    [Fact]
    public void Of_two_classes_all_rank_alike()
    {
        var chances = new Chances([0.02f, 0.3f, 0.5f, 0.61f, 0.99f], 1);
        int[] expected = [4, 0, 1, 3, 2];

        foreach (
            var figure in (Func<double[], double>[])[Chances.LeastConfident, Chances.Margin, Chances.Entropy, Chances.ExpectedGradient]
        )
        {
            var found = chances.Each(figure);
            Assert.Equal(expected, Enumerable.Range(0, 5).OrderBy(i => found[i]));
        }
    }

    [Fact]
    public void Of_three_classes_each_is_what_its_formula_says()
    {
        double[] p = [0.5, 0.3, 0.2];

        Assert.Equal(0.5, Chances.LeastConfident(p), 12);
        Assert.Equal(0.8, Chances.Margin(p), 12);
        Assert.Equal(1.0296530140645737 / Math.Log(3), Chances.Entropy(p), 12);

        // ‖p - e₁‖² = .25 + .09 + .04, ‖p - e₂‖² = .25 + .49 + .04, ‖p - e₃‖² = .25 + .09 + .64.
        Assert.Equal((0.5 * Math.Sqrt(0.38)) + (0.3 * Math.Sqrt(0.78)) + (0.2 * Math.Sqrt(0.98)), Chances.ExpectedGradient(p), 12);
        Assert.Equal(2 * 0.3 * 0.7, Chances.ExpectedGradient([0.7, 0.3]), 12);
    }

    [Fact]
    public void Certainty_is_no_uncertainty()
    {
        Assert.Equal(0, Chances.Entropy([1, 0]));
        Assert.Equal(0, Chances.Margin([0, 1, 0]));
        Assert.Equal(0, Chances.ExpectedGradient([0, 0, 1]), 12);
    }

    [Fact]
    public void A_committee_of_one_mind_does_not_disagree()
    {
        var one = new Chances([0.2f, 0.9f], 1);
        var other = new Chances([0.2f, 0.1f], 1);

        var found = Chances.Disagreement([one, other], areNumbers: false);

        Assert.Equal(0, found[0]);

        // ln 2 - H(0.1), in nats.
        Assert.Equal(Math.Log(2) + (0.1 * Math.Log(0.1)) + (0.9 * Math.Log(0.9)), found[1], 1e-6);
        Assert.Equal(0.4, Chances.Disagreement([one, other], areNumbers: true)[1], 1e-6);
        Assert.Equal([0, 0.8], one.DistanceTo(other).Select(apart => Math.Round(apart, 6)));
    }
}
