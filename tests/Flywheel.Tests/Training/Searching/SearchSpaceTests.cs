using Flywheel.Training;
using Flywheel.Training.Searching;

namespace Flywheel.Tests.Training.Searching;

public sealed class SearchSpaceTests
{
    private static readonly SearchedTrainer[] _all = Enum.GetValues<SearchedTrainer>();

    [Fact]
    public void The_first_trial_is_the_defaults_of_xgboost_whatever_is_to_be_tried()
    {
        Assert.Equal(new XGBoostTrainer(), SearchSpace.Made(SearchSpace.Drawn(1, [SearchedTrainer.Linear], seed: 3)));
        Assert.Equal(AutoTrainer.First, SearchSpace.Made(SearchSpace.Drawn(1, _all, seed: 4)));
    }

    [Fact]
    public void Every_other_trial_is_xgboost_and_each_other_trainer_begins_with_its_defaults()
    {
        var drawn = Enumerable.Range(1, 9).Select(number => SearchSpace.Drawn(number, _all, seed: 1)).ToList();

        Assert.Equal(
            [
                SearchedTrainer.Xgboost,
                SearchedTrainer.Xgboost,
                SearchedTrainer.Forest,
                SearchedTrainer.Xgboost,
                SearchedTrainer.Linear,
                SearchedTrainer.Xgboost,
                SearchedTrainer.Forest,
                SearchedTrainer.Xgboost,
                SearchedTrainer.Linear,
            ],
            drawn.Select(trial => trial.Trainer)
        );
        Assert.Equal(new ForestTrainer(), SearchSpace.Made(drawn[2]));
        Assert.Equal(new LinearTrainer(), SearchSpace.Made(drawn[4]));
        Assert.NotEqual(new ForestTrainer(), SearchSpace.Made(drawn[6]));
    }

    [Theory]
    [InlineData(SearchedTrainer.Xgboost)]
    [InlineData(SearchedTrainer.Forest)]
    [InlineData(SearchedTrainer.Linear)]
    public void What_is_drawn_lies_within_its_bounds_and_fills_them(SearchedTrainer trainer)
    {
        var drawn = Enumerable.Range(3, 400).Select(number => SearchSpace.Drawn(number, [trainer], seed: 5)).ToList();

        foreach (var span in SearchSpace.Of(trainer))
        {
            var values = drawn.Select(trial => trial.With[span.Key]).ToList();
            Assert.All(values, value => Assert.InRange(value, span.Low, span.High));

            // Of 400 even draws all miss an outer twentieth with a chance of 0.95^400, 1 in 10^9.
            Assert.Contains(values, value => value <= span.At(0.05));
            Assert.Contains(values, value => value >= span.At(0.95));
        }

        Assert.All(drawn, trial => Assert.NotNull(SearchSpace.Made(trial)));
    }

    [Fact]
    public void A_trial_follows_from_seed_and_number_alone()
    {
        var (once, again, other) = (Drawn(seed: 1), Drawn(seed: 1), Drawn(seed: 2));

        Assert.Equal(once.With, again.With);
        Assert.NotEqual(once.With, other.With);

        static Trial Drawn(int seed) => SearchSpace.Drawn(6, _all, seed);
    }

    [Fact]
    public void A_parameter_that_a_trainer_has_not_is_told()
    {
        var trial = new Trial
        {
            Trainer = SearchedTrainer.Linear,
            With = new Dictionary<string, double> { ["depth"] = 3 },
        };

        var refused = Assert.Throws<RefusedException>(() => SearchSpace.Made(trial));

        Assert.Equal("A search has tried 'depth', which linear has not.", refused.Message);
    }
}
