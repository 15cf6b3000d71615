using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using MathNet.Numerics.Distributions;

namespace Flywheel.Tests.OfflineTesting.Gates;

/// <summary>With seven clusters a one-sided bound at .05 is 1.943180 standard errors away.</summary>
public sealed class NoWorseRelativeTests
{
    private static readonly NoWorseRelative _gate = new() { Metric = "log-loss", Share = 0.02 };

    /// <summary>
    /// Independent errors of .003 of both models: the difference has .004243 = .003 √2, and gain + .02 · current = 1.02 · current - candidate has .003 √(1 + 1.02²) = .004285, which reaches .008327. At a current value of .5 the margin is .01.
    /// </summary>
    [Theory]
    [InlineData(0.0016, GateOutcome.Open)]
    [InlineData(0.0017, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.0183, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.0184, GateOutcome.Closed)]
    public void The_error_of_the_value_itself_counts(double more, GateOutcome outcome) =>
        Assert.Equal(outcome, Judge(more, 0.003, 0.003, 0.003 * Math.Sqrt(2)).Outcome);

    /// <summary>Errors of both in step: the difference has none of its own, and gain + .02 · current has .02 · .003.</summary>
    [Theory]
    [InlineData(0.0098, GateOutcome.Open)]
    [InlineData(0.0099, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.0102, GateOutcome.Closed)]
    public void A_difference_without_error_leaves_that_of_the_margin(double more, GateOutcome outcome) =>
        Assert.Equal(outcome, Judge(more, 0.003, 0.003, 0).Outcome);

    [Fact]
    public void The_smallest_share_that_is_excluded_is_an_end_of_Fiellers_interval()
    {
        // With v = 1 + share: .5 v - .495 = 1.943180 · .003 √(1 + v²), solved for v.
        var judged = Judge(-0.005, 0.003, 0.003, 0.003 * Math.Sqrt(2));

        var t = 1.943180 * 0.003;
        var (squared, half, constant) = (0.25 - (t * t), -0.5 * 0.495, (0.495 * 0.495) - (t * t));
        var share = ((-half + Math.Sqrt((half * half) - (squared * constant))) / squared) - 1;
        Assert.Contains(
            $"the smallest share that is excluded is {share.ToString("0.0###%", System.Globalization.CultureInfo.InvariantCulture)}",
            judged.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_loss_of_exactly_the_share_opens_it_as_rarely_as_declared()
    {
        // Six days, paired errors; 4,000 draws at .05 stay below .0608 with 99.9 % (normal approximation of the binomial, 3.09 standard errors of .00345).
        var random = new Random(7);
        var opened = 0;
        for (var draw = 0; draw < 4000; draw++)
        {
            var (current, candidate) = (new double[6], new double[6]);
            for (var day = 0; day < 6; day++)
            {
                var weather = Normal.Sample(random, 0, 0.05);
                current[day] = 0.5 + weather + Normal.Sample(random, 0, 0.02);
                candidate[day] = 0.51 + weather + Normal.Sample(random, 0, 0.02);
            }

            opened += _gate.Judge(Seen.Of(Contrast(current, candidate)), 0.05).Outcome == GateOutcome.Open ? 1 : 0;
        }

        Assert.InRange(opened / 4000.0, 0.0392, 0.0608);
    }

    [Fact]
    public void Of_a_value_that_is_not_positive_no_share_is_taken()
    {
        var none = new Contrast(
            Figure.All,
            GroupKind.All,
            "r2",
            Seen.Measured(-0.1, 0.01),
            Seen.Measured(0.1, 0.01),
            Seen.Measured(0.2, 0.01)
        );

        var judged = (_gate with { Metric = "r2" }).Judge(Seen.Of(none), 0.05);

        Assert.Equal(GateOutcome.NotEnoughEvidence, judged.Outcome);
        Assert.Contains("a share of that means nothing", judged.Why, StringComparison.Ordinal);
    }

    private static GateResult Judge(double more, double current, double candidate, double difference) =>
        _gate.Judge(
            Seen.Of(
                new Contrast(
                    Figure.All,
                    GroupKind.All,
                    "log-loss",
                    Seen.Measured(0.5, current),
                    Seen.Measured(0.5 + more, candidate),
                    Seen.Measured(more, difference)
                )
            ),
            0.05
        );

    /// <summary>Days of one row each, measured as the loop does.</summary>
    private static Contrast Contrast(double[] current, double[] candidate) =>
        new(
            Figure.All,
            GroupKind.All,
            "log-loss",
            Mean(current),
            Mean(candidate),
            Mean([.. candidate.Zip(current, (one, other) => one - other)])
        );

    private static Measurement Mean(double[] days)
    {
        var mean = days.Average();
        var weights = Array.ConvertAll(days, _ => 1.0);
        return ClusteredInterval.Of(new(mean, Array.ConvertAll(days, day => (day - mean) / days.Length), days.Length, weights), 0.05);
    }
}
