using Flywheel.Tests.Infra;
using Flywheel.Training;
using Flywheel.Training.Searching;

namespace Flywheel.Tests.Training.Searching;

/// <summary>What a search makes of what its trials show; nothing is trained here.</summary>
public sealed class SearchTests
{
    private const int Days = 7;
    private const int Trials = 12;

    [Fact]
    public void What_is_better_for_sure_replaces_the_defaults()
    {
        var noise = new Lcg(1);
        var search = Of(new() { Trials = Trials }, (trainer, _) => IsFourth(trainer) ? -0.02 : 0, noise);

        var result = search.Run();

        Assert.Equal(4, result.Winner);
        Assert.True(result.Trials[3].High < 0);
        Assert.StartsWith("its loss is below that of the defaults for sure", result.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_trial_is_better_the_defaults_are_left_no_more_often_than_the_error_says()
    {
        var noise = new Lcg(2);
        var left = 0;
        for (var i = 0; i < 400; i++)
        {
            left += Of(new() { Trials = Trials }, (_, _) => 0, noise).Run().Winner == 1 ? 0 : 1;
        }

        // Of 400 with a chance of 0.05 each, 20 are expected, deviation 4.36; 34 or more come with a chance below 1 in 1,000.
        Assert.InRange(left, 0, 33);
    }

    [Fact]
    public void Trials_are_fitted_to_more_rows_heat_by_heat_and_fewer_of_them()
    {
        var asked = new List<(double Share, Trainer Trainer)>();
        var search = Of(new() { Trials = Trials }, (trainer, share) => Note(asked, share, trainer), new Lcg(3));

        var result = search.Run();

        Assert.Equal([12, 5, 3], asked.GroupBy(one => one.Share).OrderBy(heat => heat.Key).Select(heat => heat.Count()));
        Assert.All(asked.GroupBy(one => one.Share), heat => Assert.Equal(AutoTrainer.First, heat.First().Trainer));
        Assert.Equal([12, 5, 3], Enumerable.Range(0, 3).Select(result.Completed));
    }

    [Fact]
    public void A_budget_of_seconds_ends_each_heat_after_its_third()
    {
        var search = Of(new() { Seconds = 12 }, (_, _) => 0, new Lcg(4), seconds: 1);

        var result = search.Run();

        // Four trials end the first third; the second begins with the defaults and one of the others' third, and so does the last.
        Assert.Equal([4, 2, 2], Enumerable.Range(0, 3).Select(result.Completed));
    }

    [Fact]
    public void Seconds_that_do_not_reach_the_last_heat_leave_the_defaults()
    {
        var result = Of(new() { Seconds = 1 }, (_, _) => 0, new Lcg(5), seconds: 10).Run();

        Assert.Equal([1, 1, 1], Enumerable.Range(0, 3).Select(result.Completed));
        Assert.Equal((1, "no trial but the defaults was completed"), (result.Winner, result.Because));
    }

    [Fact]
    public void A_search_that_is_made_again_completes_as_many_trials_whatever_the_clock_says()
    {
        var first = Of(new() { Seconds = 12 }, (trainer, _) => trainer.Passes / 1e6, new Lcg(6), seconds: 1).Run();

        var again = Of(new() { Seconds = 12 }, (trainer, _) => trainer.Passes / 1e6, new Lcg(6), seconds: 100).Run(first);

        Assert.Null(first.OtherIn(again));
    }

    [Fact]
    public void Two_clusters_are_not_enough_evidence_and_nothing_is_trained()
    {
        var search = Of(new() { Trials = Trials }, (_, _) => throw new InvalidOperationException("trained"), new Lcg(7), days: 2);

        var result = search.Run();

        Assert.Equal(1, result.Winner);
        Assert.StartsWith("not enough evidence: the rows that judge are of 2 clusters", result.Because, StringComparison.Ordinal);
        Assert.Equal(AutoTrainer.First, result.Chosen(new() { Trials = Trials }));
    }

    [Fact]
    public void A_winner_is_validated_only_where_its_scores_are_calibrated()
    {
        var how = new AutoTrainer { Trials = 2, Validation = TimeSpan.FromDays(1) };

        Assert.Equal(new XGBoostTrainer(), how.AsWinner(AutoTrainer.First));
        Assert.Equal(
            new XGBoostTrainer { Validation = TimeSpan.FromDays(1), Calibration = Flywheel.Training.Calibrations.CalibrationKind.Platt },
            (how with { Calibration = Flywheel.Training.Calibrations.CalibrationKind.Platt }).AsWinner(AutoTrainer.First)
        );
    }

    private static bool IsFourth(Trainer trainer) =>
        trainer == SearchSpace.Made(SearchSpace.Drawn(4, Enum.GetValues<SearchedTrainer>(), seed: 9));

    private static double Note(List<(double Share, Trainer Trainer)> asked, double share, Trainer trainer)
    {
        asked.Add((share, trainer));
        return 0;
    }

    /// <summary>A search whose losses are .4 on average, with a hard day's share that all trials have and a noise of .002 of their own.</summary>
    /// <param name="better">What a trainer's loss has besides, by share of the rows.</param>
    private static Search Of(AutoTrainer how, Func<Trainer, double, double> better, Lcg noise, double seconds = 0, int days = Days)
    {
        var nothing = new TrainingMatrix([], days, [], [], new float[days]);
        var rows = new TrialRows(
            new(2001, 1, 1),
            new Encoder { Features = [] },
            nothing,
            [.. Enumerable.Range(0, days).Select(day => (day + 0.5) / days)],
            nothing,
            [.. Enumerable.Range(0, days)]
        );
        double[] hard = [.. Enumerable.Range(0, days).Select(_ => 0.4 + (0.05 * noise.NextNormal()))];
        return new(how, rows, Enum.GetValues<SearchedTrainer>(), seed: 9, Shown);

        Shown Shown(Trainer trainer, double share, string named)
        {
            var gain = better(trainer, share);
            return new([.. hard.Select(loss => loss + gain + (0.002 * noise.NextNormal()))], seconds);
        }
    }
}
