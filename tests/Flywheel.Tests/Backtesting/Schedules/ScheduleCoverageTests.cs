using Flywheel.Backtesting.Schedules;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Backtesting.Schedules;

/// <summary>How often intervals hold the truth where it is known: loss = level of the cycle + effect of the age (+ a model's own) + noise.</summary>
/// <remarks>
/// Limits from theory, written down before the first run. Of 1,000 draws a rate r has the standard error √(r (1 - r) / 1000). There are 3 sizes x 2
/// kinds of noise x 3 figures = 18 rates, each one-sided at .01 / 18: 3.26 standard errors. An interval is one of 90 %, so its rate must be at
/// least .90 - 3.26 · .0095 = .869. The variance is never more than that of cycles plus that of models, each being right or (jackknife) too
/// large, so up to twice the true one where both estimate the same: then P(|t| ≤ √2 t(.95)) is at most .978 for 25 degrees, and the rate at
/// most .978 + 3.26 · .0046 = .993. All that are open must hold the cheapest with .95: at least .95 - 3.26 · .0069 = .927.
/// </remarks>
public sealed class ScheduleCoverageTests
{
    private const int Draws = 1000;
    private const double Error = 0.05;

    [Theory]
    [InlineData(12, false)]
    [InlineData(12, true)]
    [InlineData(18, false)]
    [InlineData(18, true)]
    [InlineData(26, false)]
    [InlineData(26, true)]
    public void Intervals_hold_the_truth_as_often_as_they_say(int cycles, bool modelsDiffer)
    {
        var held = new int[3];
        var open = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var effects = AgeEffects.Of(Draw(cycles, modelsDiffer, (ulong)((draw * 1000) + cycles)))!;
            var oldest = effects.Oldest;
            double[] area = [.. Enumerable.Range(1, oldest).Select(age => age <= oldest / 2 ? 2.0 / oldest : 0)];
            double[] difference = [.. Enumerable.Range(1, oldest).Select(age => (1.0 / oldest) - (age <= 2 ? 0.5 : 0))];
            var figures = new[] { [.. Enumerable.Range(1, oldest).Select(age => age == oldest ? 1.0 : 0)], area, difference };
            foreach (var (i, weights) in figures.Index())
            {
                var truth = weights.Select((weight, age) => weight * Effect(age + 1)).Sum();
                var said = effects.Sum(weights, Error);
                held[i] += said.Low <= truth && truth <= said.High ? 1 : 0;
            }

            // (k - 1) / 2 thousandths are lost to age and 18 / k go into retraining: cheapest at 6 cycles.
            var choice = IntervalChoice.Of(effects, 1, 0.018, null, Error);
            var cheapest = Enumerable.Range(1, oldest).MinBy(k => (0.018 / k) + (Enumerable.Range(1, k).Sum(Effect) / k));
            open += choice.Costs[cheapest - 1].IsOpen ? 1 : 0;
        }

        Assert.All(held, count => Assert.InRange(count / (double)Draws, 0.869, 0.993));
        Assert.True(open >= 0.927 * Draws, $"{open} of {Draws} keep the cheapest");
    }

    private static double Effect(int age) => 0.001 * (age - 1);

    private static List<AgedLoss> Draw(int cycles, bool modelsDiffer, ulong seed)
    {
        var random = new Lcg(seed * 2654435761);
        double[] levels = [.. Enumerable.Range(0, cycles + 1).Select(_ => 0.02 * random.NextNormal())];
        double[] models = [.. Enumerable.Range(0, cycles).Select(_ => modelsDiffer ? 0.004 * random.NextNormal() : 0)];
        return
        [
            .. AgeEffectsTests
                .Losses(cycles, (_, _) => 0)
                .Select(loss =>
                    loss with
                    {
                        Loss = levels[loss.Tested] + models[loss.Trained] + Effect(loss.Age) + (0.004 * random.NextNormal()),
                    }
                ),
        ];
    }
}
