using Flywheel.Bench.Labels;
using Flywheel.Curation;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Curation;

/// <summary>What it is to change one's mind from round to round, by hand.</summary>
public sealed class PredictionChangeTests
{
    [Fact]
    public void A_prediction_that_only_grew_surer_did_not_change_its_mind()
    {
        // After 1 to 4 rounds, three events: one grows surer, one goes forth and back, one forth and half the way back.
        float[][] rounds =
        [
            [0.5f, 0.5f, 0.5f],
            [0.7f, 0.6f, 0.5f],
            [0.9f, 0.5f, 0.9f],
            [0.99f, 0.6f, 0.7f],
        ];
        var pool = new Pool(Strategy(), null!, null!, [], [1, 2, 3]) { Rounds = 4, Outputs = upTo => rounds[(upTo == 0 ? 4 : upTo) - 1] };

        var found = new PredictionChange().Score(pool, most: 1).Values;

        // Ways of .49, .3 and .6; straight ones of .49, .1 and .2.
        Assert.Equal([0, 0.2, 0.4], found.Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void Of_several_classes_too()
    {
        float[][] rounds =
        [
            [0.4f, 0.3f, 0.3f, 0.4f, 0.3f, 0.3f],
            [0.8f, 0.1f, 0.1f, 0.3f, 0.4f, 0.3f],
            [0.9f, 0.1f, 0, 0.4f, 0.3f, 0.3f],
        ];
        var pool = new Pool(Strategy(), null!, null!, [], [1, 2]) { Rounds = 3, Outputs = upTo => rounds[(upTo == 0 ? 3 : upTo) - 1] };

        var found = new PredictionChange().Score(pool, most: 1).Values;

        Assert.Equal([0, 0.2], found.Select(value => Math.Round(value, 6)));
    }

    private static ModelStrategy Strategy() => PoolStrategy.Of(Repository.Root, [], [], "xgboost: {}", Rules.Random);
}
