using Flywheel.XGBoost;

namespace Flywheel.Tests.XGBoost;

public class TrainingTests
{
    [Fact]
    public void Early_stopping_stops_and_keeps_the_best_round()
    {
        using var train = Rows.Binary(300).Matrix();
        using var test = Rows.Binary(300, seed: 9).Matrix();
        var rounds = new List<Round>();
        var parameters = BoosterTests.Logistic(("eval_metric", "auc,logloss"));

        using var stopped = Booster.Train(parameters, 200, train, new Validation(test, "test", EarlyStoppingRounds: 5), rounds.Add);

        var best = rounds.MinBy(r => r.Scores[1].Value)!;
        Assert.Equal(["auc", "logloss"], best.Scores.Select(s => s.Metric));
        Assert.Equal(best.Number + 5, rounds.Count);
        Assert.Equal(best.Number, stopped.BoostedRounds);
        Assert.Equal(best.Number, rounds.Last(r => r.Best).Number);
        using var straight = Booster.Train(parameters, best.Number, train);
        Assert.Equal(straight.Save(), stopped.Save());
    }

    [Theory]
    [InlineData("dart")]
    [InlineData("gblinear")]
    public void Early_stopping_keeps_the_best_round_of_models_that_rewrite_themselves(string booster)
    {
        using var train = Rows.Binary(300).Matrix();
        using var test = Rows.Binary(300, seed: 9).Matrix();
        (string, object)[] more = booster == "dart" ? [("rate_drop", 0.5)] : [];
        var parameters = XGBoostParameters.Of([("objective", "binary:logistic"), ("booster", booster), .. more]);
        var rounds = new List<Round>();

        using var stopped = Booster.Train(parameters, 60, train, new Validation(test, "test", EarlyStoppingRounds: 4), rounds.Add);

        using var straight = Booster.Train(parameters, rounds.Last(r => r.Best).Number, train);
        Assert.Equal(straight.Save(), stopped.Save());
    }

    [Fact]
    public void More_is_better_for_the_area_under_a_curve()
    {
        using var train = Rows.Binary(300).Matrix();
        using var test = Rows.Binary(300, seed: 9).Matrix();
        var rounds = new List<Round>();

        using var booster = Booster.Train(
            BoosterTests.Logistic(("eval_metric", "auc")),
            50,
            train,
            new Validation(test, "test", EarlyStoppingRounds: 5),
            rounds.Add
        );

        Assert.Equal(rounds.Max(r => r.Scores[0].Value), rounds[booster.BoostedRounds - 1].Scores[0].Value);
    }

    [Fact]
    public void Watching_without_early_stopping_keeps_all_rounds()
    {
        using var train = Rows.Binary(200).Matrix();
        using var test = Rows.Binary(200, seed: 9).Matrix();
        var rounds = new List<Round>();

        using var booster = Booster.Train(BoosterTests.Logistic(), 40, train, new Validation(test, "test"), rounds.Add);

        Assert.Equal(40, booster.BoostedRounds);
        Assert.Equal(Enumerable.Range(1, 40), rounds.Select(r => r.Number));
        Assert.All(rounds, r => Assert.Equal((40, "logloss"), (r.Last, r.Scores.Single().Metric)));
    }

    [Fact]
    public void A_metric_that_is_not_a_number_is_named()
    {
        using var train = Rows.Binary(200).Matrix();
        using var oneClass = new DMatrix([1, 2, 3, 4], train.Features, [1, 1]);

        var refusal = Assert.Throws<XGBoostException>(() =>
            Booster.Train(BoosterTests.Logistic(("eval_metric", "auc")), 5, train, new Validation(oneClass, "newest week", 2))
        );

        Assert.StartsWith("auc of 'newest week' is not a number in round 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_is_heeded_between_rounds()
    {
        using var train = Rows.Binary(200).Matrix();
        using var cancellation = new CancellationTokenSource();
        var seen = 0;

        Assert.Throws<OperationCanceledException>(() =>
            Booster.Train(BoosterTests.Logistic(), 50, train, null, Stop, cancellation: cancellation.Token)
        );

        Assert.Equal(3, seen);

        void Stop(Round round)
        {
            seen = round.Number;
            if (seen == 3)
            {
                cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void Labels_that_the_objective_does_not_take_are_told_in_one_clean_line()
    {
        using var train = new DMatrix([1, 2, 3], [new("x")], [0, 1, 7]);

        var refusal = Assert.Throws<XGBoostException>(() => Booster.Train(BoosterTests.Logistic(), 5, train));

        Assert.Equal("XGBoost cannot train: label must be in [0,1] for logistic regression", refusal.Message);
    }

    [Fact]
    public void Rows_without_labels_are_refused()
    {
        using var train = new DMatrix([1, 2, 3], [new("x")]);

        var refusal = Assert.Throws<ArgumentException>(() => Booster.Train(BoosterTests.Logistic(), 5, train));

        Assert.StartsWith("The training rows have no labels.", refusal.Message, StringComparison.Ordinal);
    }
}
