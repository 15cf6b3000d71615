using Flywheel.Backtesting.Schedules;

namespace Flywheel.Tests.Backtesting.Schedules;

public sealed class AgeEffectsTests
{
    [Fact]
    public void A_hard_cycle_is_not_taken_for_an_old_model()
    {
        // Later cycles are harder, and old models meet late cycles only: the mean by age would grow by itself.
        var losses = Losses(14, (_, tested) => tested * tested * 0.01);

        var effects = AgeEffects.Of(losses)!;

        Assert.True(
            losses.Where(loss => loss.Age == 8).Average(loss => loss.Loss) > losses.Where(loss => loss.Age == 1).Average(loss => loss.Loss)
        );
        Assert.All(Ages(effects), age => Assert.Equal(0, effects.At(age, 0.05).Value!.Value, 1e-10));
    }

    [Fact]
    public void Effects_without_noise_are_those_planted_and_their_intervals_have_no_width()
    {
        var effects = AgeEffects.Of(Losses(14, (age, tested) => Math.Sin(tested) + (0.3 * Math.Sqrt(age - 1))))!;

        Assert.All(
            Ages(effects),
            age =>
            {
                var effect = effects.At(age, 0.05);
                Assert.Equal(0.3 * Math.Sqrt(age - 1), effect.Value!.Value, 1e-10);
                Assert.Equal(0, effect.High!.Value - effect.Low!.Value, 1e-8);
            }
        );
    }

    [Fact]
    public void An_age_that_fewer_than_six_cycles_tell_of_is_not_judged()
    {
        var effects = AgeEffects.Of(Losses(10, (_, _) => 1))!;

        Assert.Equal([10, 9, 8, 7, 6], effects.Cycles);
        Assert.Null(AgeEffects.Of(Losses(6, (_, _) => 1)));
        Assert.Null(AgeEffects.Of([]));
    }

    [Fact]
    public void Two_ages_are_the_mean_of_paired_differences_with_the_jackknife_of_cycles_models_and_single_losses()
    {
        // Seven cycles with a model of age 1 and one of age 2: by hand, deleting a model deletes the pairs of two neighbouring cycles.
        double[] differences = [0.3, -0.1, 0.5, 0.2, 0.4, -0.2, 0.6];
        var losses = differences
            .SelectMany((difference, t) => new[] { new AgedLoss(t + 1, t + 2, t), new AgedLoss(t, t + 2, t + difference) })
            .ToList();

        var effect = AgeEffects.Of(losses)!.At(2, 0.05);

        var mean = differences.Average();
        var ofCycles = Jackknife([.. differences.Select((_, t) => Without(t))]);
        var ofModels = Jackknife([.. Enumerable.Range(0, 8).Select(model => Without(model - 1, model))]);
        var ofLosses = Jackknife([.. differences.SelectMany((_, t) => new[] { Without(t), Without(t) })]);
        var variance = Math.Max(ofCycles + ofModels - ofLosses, Math.Max(ofCycles, ofModels));
        Assert.Equal(mean, effect.Value!.Value, 1e-10);
        Assert.Equal(Math.Sqrt(variance), effect.StandardError!.Value, 1e-10);
        Assert.Equal(6, effect.Degrees);

        double Without(params int[] left) => differences.Where((_, t) => !left.Contains(t)).Average();

        double Jackknife(double[] others) => others.Sum(other => (other - mean) * (other - mean)) * (others.Length - 1) / others.Length;
    }

    [Fact]
    public void The_order_of_the_losses_changes_nothing_that_is_printed()
    {
        var losses = Losses(12, (age, tested) => Math.Cos(7 * tested) + (0.01 * age) + (0.001 * Math.Sin(31 * age * tested)));

        var (one, other) = (AgeEffects.Of(losses)!.At(5, 0.05), AgeEffects.Of([.. losses.AsEnumerable().Reverse()])!.At(5, 0.05));

        Assert.Equal(one.Value!.Value, other.Value!.Value, 1e-12);
        Assert.Equal(one.StandardError!.Value, other.StandardError!.Value, 1e-12);
    }

    private static IEnumerable<int> Ages(AgeEffects effects) => Enumerable.Range(1, effects.Oldest);

    /// <summary>A model at the end of every cycle, each measured on all cycles after it.</summary>
    internal static List<AgedLoss> Losses(int cycles, Func<int, int, double> loss) =>
        [
            .. from trained in Enumerable.Range(0, cycles)
            from tested in Enumerable.Range(trained + 1, cycles - trained)
            select new AgedLoss(trained, tested, loss(tested - trained, tested)),
        ];
}
