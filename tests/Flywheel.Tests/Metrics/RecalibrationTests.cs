using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

public sealed class RecalibrationTests
{
    private static readonly int[] _sizes = [40, 31, 57, 24, 48, 36];

    /// <summary>scikit-learn 1.2.1, LogisticRegression(penalty=None, solver="newton-cholesky") and LinearRegression of the other clusters, asked for the second row of each.</summary>
    [Theory]
    [InlineData(
        true,
        new[] { 0.16454420687695287, 0.03545851601407829, 0.5335323008508494, 0.3200277835739015, 0.2716672929437206, 0.11540106343953281 }
    )]
    [InlineData(
        false,
        new[]
        {
            0.18725568955751776,
            0.017090410970509534,
            0.5321410459916975,
            0.32501344895127454,
            0.28252856651599134,
            0.1439102920383854,
        }
    )]
    public void Each_cluster_is_scored_by_what_the_others_say_as_scikit_learn_does(bool odds, double[] expected)
    {
        var (sample, scores, _) = Rows.Patterned(_sizes, uneven: true);

        var recalibrated = Recalibration.CrossFitted(sample, scores, odds)!;

        int[] second = [1, 41, 72, 129, 153, 201];
        Assert.Equal(expected, second.Select(i => recalibrated[i]), (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Fact]
    public void A_rows_label_has_no_say_in_the_score_of_its_own_cluster()
    {
        var (sample, scores, _) = Rows.Patterned(_sizes, uneven: true);
        var other = sample with { Label = [.. sample.Label.Select((label, i) => sample.Cluster[i] == 2 ? 1 - label : label)] };

        var (one, two) = (Recalibration.CrossFitted(sample, scores, true)!, Recalibration.CrossFitted(other, scores, true)!);

        for (var i = 0; i < scores.Length; i++)
        {
            // The search of both begins elsewhere, so that its end may differ in the last digits.
            Assert.Equal(sample.Cluster[i] == 2, Math.Abs(one[i] - two[i]) < 1e-9);
        }
    }

    [Fact]
    public void Where_every_score_is_the_same_the_others_share_of_positives_is_said()
    {
        double[] labels = [1, 0, 1, 1, 0, 1];

        var recalibrated = Recalibration.CrossFitted(
            Rows.Sample(labels, clusters: [0, 0, 1, 1, 2, 2]),
            [0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
            odds: true
        )!;

        Assert.Equal([0.75, 0.75, 0.5, 0.5, 0.75, 0.75], recalibrated, (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Theory]
    [InlineData(new double[] { 0, 1, 0, 1, 0, 1 }, new[] { 0, 0, 0, 1, 1, 1 }, "two clusters")]
    [InlineData(new double[] { 1, 1, 1, 1, 1, 1 }, new[] { 0, 0, 1, 1, 2, 2 }, "one class")]
    [InlineData(new double[] { 0, 0, 0, 1, 1, 1 }, new[] { 0, 1, 2, 0, 1, 2 }, "classes that a score parts")]
    [InlineData(new double[0], new int[0], "no row")]
    public void Where_nothing_can_be_told_there_is_nothing(double[] labels, int[] clusters, string why)
    {
        double[] scores = [.. Enumerable.Range(1, labels.Length).Select(i => i / 10.0)];

        Assert.True(Recalibration.CrossFitted(Rows.Sample(labels, clusters: clusters), scores, odds: true) is null, why);
    }

    [Fact]
    public void A_number_that_is_off_by_a_line_is_put_right()
    {
        double[] scores = [1, 2, 3, 4, 5, 7];
        double[] labels = [.. scores.Select(score => 2 - (3 * score))];

        var recalibrated = Recalibration.CrossFitted(Rows.Sample(labels, clusters: [0, 0, 1, 1, 2, 2]), scores, odds: false)!;

        Assert.Equal(labels, recalibrated, (one, other) => Math.Abs(one - other) < 1e-9);
    }
}
