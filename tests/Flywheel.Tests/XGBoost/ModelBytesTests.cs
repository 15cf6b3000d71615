using Flywheel.XGBoost;

namespace Flywheel.Tests.XGBoost;

public class ModelBytesTests
{
    private static readonly (string, object)[] Random = [("subsample", 0.7), ("colsample_bynode", 0.5), ("seed", 11)];

    [Fact]
    public void A_saved_model_predicts_the_same_when_loaded()
    {
        var rows = Rows.Categories(400, FeatureType.Categorical);
        using var train = rows.Matrix();
        using var booster = Booster.Train(BoosterTests.Logistic(), 20, train);

        using var loaded = Booster.Load(booster.Save(), threads: 1);

        Assert.Equal(booster.Predict(train), loaded.Predict(train));
        Assert.Equal(booster.Save(), loaded.Save());
        Assert.Equal(rows.Features, loaded.Features);
        Assert.Equal((20, 1), (loaded.BoostedRounds, loaded.Columns));
    }

    [Fact]
    public void A_model_is_the_same_bytes_for_one_and_two_threads()
    {
        Assert.Equal(Bytes(Rows.Binary(3000), threads: 1), Bytes(Rows.Binary(3000), threads: 2));
        Assert.Equal(
            Bytes(Rows.Categories(3000, FeatureType.Categorical), threads: 1),
            Bytes(Rows.Categories(3000, FeatureType.Categorical), threads: 2)
        );
    }

    [Fact]
    public void A_model_is_the_same_bytes_in_every_run_and_another_for_another_seed()
    {
        var (first, second) = (Bytes(Rows.Binary(500), 2), Bytes(Rows.Binary(500), 2));
        var third = Bytes(Rows.Binary(500), 2, seed: 12);

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
    }

    [Fact]
    public void Threads_leave_no_trace_in_a_loaded_model()
    {
        var bytes = Bytes(Rows.Binary(300), threads: 1);

        using var loaded = Booster.Load(bytes, threads: 2);

        Assert.Equal(bytes, loaded.Save());
    }

    [Fact]
    public void Sixty_rounds_and_forty_more_are_a_hundred()
    {
        using var train = Rows.Binary(500).Matrix();
        var parameters = BoosterTests.Logistic();
        using var hundred = Booster.Train(parameters, 100, train);
        using var sixty = Booster.Train(parameters, 60, train);
        using var saved = Booster.Load(sixty.Save(), threads: 1);
        var numbers = new List<int>();

        using var continued = saved.Continue(parameters, 40, train, progress: r => numbers.Add(r.Number));

        Assert.Equal(hundred.Save(), continued.Save());
        Assert.Equal(60, saved.BoostedRounds);
        Assert.Equal(Enumerable.Range(61, 40), numbers);
    }

    [Fact]
    public void Continued_training_with_drawn_rows_and_columns_is_the_same_in_every_run()
    {
        using var train = Rows.Binary(500).Matrix();
        var parameters = BoosterTests.Logistic(Random);
        using var start = Booster.Train(parameters, 10, train);
        using var saved = Booster.Load(start.Save());

        using var first = start.Continue(parameters, 10, train);
        using var second = saved.Continue(new XGBoostParameters(parameters.Values) { Threads = 2 }, 10, train);

        Assert.Equal(first.Save(), second.Save());
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused_in_one_clean_line()
    {
        byte[][] bad =
        [
            [],
            [1, 2, 3],
            "{"u8.ToArray(),
            "{}"u8.ToArray(),
            "{\"a\":1}"u8.ToArray(),
            "{L garbage"u8.ToArray(),
        ];

        Assert.All(
            bad,
            bytes =>
            {
                var refusal = Assert.Throws<XGBoostException>(() => Booster.Load(bytes));
                Assert.DoesNotMatch(@"\n|\[\d\d:\d\d|\.cc:|Stack", refusal.Message);
            }
        );
    }

    // XGBoost's own reader ends the process on most of these.
    [Fact]
    public void A_model_that_was_cut_off_anywhere_is_refused()
    {
        var good = Bytes(Rows.Binary(50), threads: 1);

        Assert.All(Enumerable.Range(0, good.Length), length => Assert.Throws<XGBoostException>(() => Booster.Load(good.AsSpan(0, length))));
        Assert.Throws<XGBoostException>(() => Booster.Load([.. good, 0]));
    }

    private static byte[] Bytes(Rows rows, int threads, int seed = 11)
    {
        using var train = rows.Matrix([.. Enumerable.Range(1, rows.Count).Select(i => i % 7 / 3f)], threads);
        var parameters = new XGBoostParameters(BoosterTests.Logistic([.. Random[..2], ("seed", seed)]).Values) { Threads = threads };
        using var booster = Booster.Train(parameters, 20, train);
        return booster.Save();
    }
}
