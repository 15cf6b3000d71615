using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Tests.Infra;
using MathNet.Numerics.Distributions;

namespace Flywheel.Tests.OfflineTesting;

/// <summary>A recipe trained again on clusters drawn anew tells which differences are its own noise.</summary>
public sealed class RetrainingNoiseTests
{
    [Fact]
    public void A_strategy_that_asks_for_it_is_told_and_decides_the_same()
    {
        using var plain = new TemporaryRepository();
        plain.Live(5);
        using var shop = new TemporaryRepository();
        shop.Edit("offline-test:\n", "offline-test:\n  retrainings: 4\n");
        shop.Live(5);

        var (seen, without) = (shop.Turn(5).Of<Comparison>(), plain.Turn(5).Of<Comparison>());

        Assert.Equal(["auc", "log-loss"], seen.Noise.Select(noise => noise.Metric));
        Assert.All(seen.Noise, noise => Assert.Equal(4, noise.Values.Distinct().Count()));
        Assert.All(seen.Noise, noise => Assert.InRange(noise.Within!.Value, noise.Deviation!.Value, double.MaxValue));
        Assert.Equal(without.Contrasts, seen.Contrasts);
        Assert.Equal(without.Decision, seen.Decision);
        Assert.Empty(without.Noise);

        // Half of a day's clusters differ between two draws; the candidate's own value is one of the kind.
        var auc = seen.Noise[0];
        var own = seen.Of(Figure.All, "auc")!.CandidateMeasured.Value!.Value;
        Assert.InRange(own, auc.Values.Average() - (10 * auc.Deviation!.Value), auc.Values.Average() + (10 * auc.Deviation.Value));
        var report = shop.Read("reports/shop/comparison.verified.md")!;
        Assert.Contains("## Noise of retraining", report, StringComparison.Ordinal);
        Assert.Contains("was trained 4 times more on the dataset's clusters", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Noise of retraining", plain.Read("reports/shop/comparison.verified.md")!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_draws_are_drawn_again()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("offline-test:\n", "offline-test:\n  retrainings: 2\n");
        shop.Live(3);
        var before = shop.Tracked();
        shop.LoseStore();

        for (var cycle = 1; cycle <= 3; cycle++)
        {
            shop.Turn(cycle);
        }

        Same.Files(before, shop.Tracked());
    }

    /// <summary>
    /// Values of a normal law: the bound is to hold the difference of two new ones in 90 % of the draws, with n = 5 as with n = 20. The limits are those
    /// within which a binomial count of 4,000 draws with .9 lies with a chance of .9999: .9 ± 3.9 √(.9 · .1 / 4000) = [.8815, .9185].
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Two_trainings_differ_by_less_as_often_as_it_says(int trainings)
    {
        const int Draws = 4000;
        var random = new Lcg((ulong)trainings);
        double Next() => Normal.InvCDF(0.7, 0.01, Math.Clamp(random.Next(), 1e-12, 1 - 1e-12));

        var within = Enumerable
            .Range(0, Draws)
            .Count(_ =>
            {
                var noise = RetrainingNoise.Of("auc", [.. Enumerable.Range(0, trainings).Select(_ => Next())], error: 0.05);
                return Math.Abs(Next() - Next()) < noise.Within;
            });

        Assert.InRange(within / (double)Draws, 0.8815, 0.9185);
    }

    [Fact]
    public void One_value_tells_nothing()
    {
        var noise = RetrainingNoise.Of("auc", [0.7], error: 0.05);

        Assert.Null(noise.Deviation);
        Assert.Null(noise.Within);
    }
}
