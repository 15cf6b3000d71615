using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Flywheel.Tests.Monitoring.Checks;

public sealed class BurstCheckTests
{
    [Fact]
    public void The_usual_rate_is_that_of_all_periods_and_its_dispersion_pearson_s()
    {
        var even = UsualRate.Learn([2, 4, 6], [100, 100, 100]);
        var uneven = UsualRate.Learn([0, 4, 8, 0], [100, 100, 100, 0]);

        // (4 + 0 + 4) / 4 / 2 = 1, and (16 + 0 + 16) / 4 / 2 = 4; a period without an event says nothing.
        Assert.Equal((0.04, 1, 3, 12), (even.Rate, even.Dispersion, even.Periods, even.Counted));
        Assert.Equal((0.04, 4, 3, 12), (uneven.Rate, uneven.Dispersion, uneven.Periods, uneven.Counted));
    }

    /// <remarks>By hand: Poisson's tail is 1 - Σ 4^x e^-4 / x!, the binomial's the 232 ways in 2,048 of at most three heads in eleven.</remarks>
    [Fact]
    public void The_chance_of_so_many_is_poisson_s_or_that_of_a_negative_binomial()
    {
        Assert.Equal(0.0511336, new UsualRate(0.04, 1, 3, 12).Chance(8, 100), 6);
        Assert.Equal(232.0 / 2048, new UsualRate(0.04, 2, 3, 12).Chance(8, 100), 12);
        Assert.Equal(1, new UsualRate(0.04, 2, 3, 12).Chance(0, 100));
    }

    /// <remarks>
    /// Whole counts make the error smaller. A dispersion learned from 600 periods is off by 6 %, which in a tail of one in 168 windows' worth
    /// makes it larger by some 5 %; so at most 1.1 times the error, and four standard deviations of 2,000 windows.
    /// </remarks>
    [Fact]
    public void Windows_as_usual_have_bursts_no_more_often_than_asked_for()
    {
        const int Windows = 2000;
        const int Periods = 24;
        const double Error = 0.05;
        var random = new MersenneTwister(5, threadSafe: false);

        var bursts = Enumerable
            .Range(0, Windows)
            .Count(_ =>
            {
                // Gamma rates of mean 6 and variance 12 give counts of a variance of three means.
                var counts = Enumerable
                    .Range(0, 600 + Periods)
                    .Select(_ => (long)Poisson.Sample(random, Gamma.Sample(random, 3, 0.5)))
                    .ToArray();
                var events = Enumerable.Repeat(200L, counts.Length).ToArray();
                var usual = UsualRate.Learn(counts.AsSpan(Periods), events.AsSpan(Periods));
                return counts[..Periods].Any(count => usual.Chance(count, 200) < Error / Periods);
            });

        Assert.InRange((double)bursts / Windows, 0.2 * Error, (1.1 * Error) + (4 * Math.Sqrt(Error * (1 - Error) / Windows)));
    }

    [Theory]
    [InlineData("burst: {}", "FALSE", Outcome.Ok, "of 168 periods none is a burst")]
    [InlineData(
        "burst: {}",
        "date_trunc('hour', departs_at) = TIMESTAMP '2001-06-06 03:00:00' AND flight_id % 2 = 0",
        Outcome.Bad,
        "1 of 168 periods are bursts: the period of 2001-06-06T03:00:00 has"
    )]
    [InlineData(
        "burst: { each: 1d }",
        "departs_at::DATE = '2001-06-06' AND flight_id % 10 = 0",
        Outcome.Bad,
        "1 of 7 periods are bursts: the period of 2001-06-06 has"
    )]
    public void A_burst_of_complaints_is_told_by_its_period(string check, string more, Outcome outcome, string said)
    {
        using var log = new SourceLog().With(35000, "0.2").Change($"UPDATE log SET complaint = TRUE WHERE {more}");

        var verdict = log.Judge(check);

        Assert.True(outcome == verdict.Outcome, verdict.Why);
        Assert.Contains(said, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_burst_of_positive_labels_is_told_of_the_labelled_events()
    {
        using var log = new SourceLog()
            .With(35000, "0.2")
            .Change("UPDATE log SET late = 1 WHERE date_trunc('hour', departs_at) = TIMESTAMP '2001-06-06 03:00:00'");

        Assert.Equal(Outcome.Ok, log.Judge("burst: {}").Outcome);
        Assert.Contains("positive labels of 4", log.Judge("burst: { of: positives }").Why, StringComparison.Ordinal);
        Assert.Equal(Outcome.Bad, log.Judge("burst: { of: positives }").Outcome);
    }

    [Theory]
    [InlineData("DELETE FROM log WHERE departs_at < TIMESTAMP '2001-06-04'", "0 periods with 0 complaints lie before the window")]
    [InlineData("UPDATE log SET complaint = FALSE", "672 periods with 0 complaints lie before the window")]
    [InlineData("DELETE FROM log WHERE departs_at >= TIMESTAMP '2001-06-04'", "no period of the window has an event to count")]
    public void Without_a_usual_rate_or_an_event_there_is_no_verdict(string change, string said)
    {
        using var log = new SourceLog().With(35000, "0.2").Change(change);

        var verdict = log.Judge("burst: {}");

        Assert.Equal(Outcome.NotEnoughEvidence, verdict.Outcome);
        Assert.StartsWith(said, verdict.Why, StringComparison.Ordinal);
    }
}
