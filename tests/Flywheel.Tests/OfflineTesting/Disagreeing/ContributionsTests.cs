using Flywheel.Cli.Adapters;
using Flywheel.Logging.Targets;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.OfflineTesting.Disagreeing;

/// <summary>What the columns add to a row sums up to the log odds of its score, of trees as of a linear model.</summary>
public sealed class ContributionsTests
{
    [Theory]
    [InlineData("xgboost")]
    [InlineData("forest")]
    [InlineData("linear")]
    public void They_sum_up_to_the_score(string trainer)
    {
        const int Rows = 500;
        var random = new Lcg(3);
        var values = Enumerable.Range(0, 3 * Rows).Select(_ => (float)random.NextNormal()).ToArray();
        var labels = Enumerable
            .Range(0, Rows)
            .Select(i => values[3 * i] + (0.5 * values[(3 * i) + 1]) + random.NextNormal() > 0 ? 1f : 0)
            .ToArray();
        var kind = (Trainer)Activator.CreateInstance(Trainer.Kinds[trainer])!;
        using var model = new XGBoostEngine(1).Fit(
            trainer,
            new(values, Rows, ["a", "b", "c"], [false, false, false], labels),
            kind.Passes,
            kind.Parameters(new BinaryTarget(), 1),
            _ => { }
        );

        var (scores, contributions) = (model.Score(values, Rows), model.Contributions(values, Rows)!);

        Assert.Equal(4 * Rows, contributions.Length);
        for (var row = 0; row < Rows; row++)
        {
            var margin = contributions.AsSpan(4 * row, 4).ToArray().Sum(value => (double)value);
            Assert.Equal(scores[row], 1 / (1 + Math.Exp(-margin)), 4);
        }
    }
}
