using Flywheel.XGBoost;

namespace Flywheel.Tests.XGBoost;

public class BoosterTests
{
    private static readonly XGBoostParameters Regression = XGBoostParameters.Of(("objective", "reg:squarederror"));

    internal static XGBoostParameters Logistic(params (string, object)[] more) =>
        XGBoostParameters.Of([("objective", "binary:logistic"), ("eta", 0.3), ("max_depth", 4), .. more]);

    [Fact]
    public void A_known_function_is_learned()
    {
        using var train = Rows.Linear(2000).Matrix();
        var fresh = Rows.Linear(500, seed: 7);
        using var test = fresh.Matrix();

        using var booster = Booster.Train(Regression, 100, train);
        var predictions = booster.Predict(test);

        var error = predictions.Zip(fresh.Labels, (p, y) => Math.Abs(p - y)).Average();
        Assert.InRange(error, 0, 0.1);
        Assert.Equal(500, predictions.Length);
    }

    [Fact]
    public void Categorical_splits_beat_codes_where_the_order_of_codes_means_nothing()
    {
        var parameters = Logistic(("max_cat_to_onehot", 1), ("max_depth", 2));

        var asCategories = Accuracy(FeatureType.Categorical);
        var asNumbers = Accuracy(FeatureType.Numeric);

        Assert.InRange(asCategories, 0.94, 1);
        Assert.True(asNumbers < asCategories - 0.05, $"codes {asNumbers:F3}, categories {asCategories:F3}");

        double Accuracy(FeatureType type)
        {
            var fresh = Rows.Categories(2000, type, seed: 8);
            using var train = Rows.Categories(5000, type).Matrix();
            using var test = fresh.Matrix();
            using var booster = Booster.Train(parameters, 3, train);
            return booster.Predict(test).Zip(fresh.Labels, (p, y) => (p > 0.5f) == (y > 0.5f) ? 1.0 : 0.0).Average();
        }
    }

    [Fact]
    public void A_weight_of_two_is_a_row_written_twice()
    {
        var rows = Rows.Binary(400);
        var twice = new Rows([.. rows.Values, .. rows.Values[..400]], rows.Features, [.. rows.Labels, .. rows.Labels[..200]]);
        using var weighted = rows.Matrix([.. Enumerable.Range(0, 400).Select(i => i < 200 ? 2f : 1f)]);
        using var duplicated = twice.Matrix();

        using var a = Booster.Train(Logistic(("max_bin", 4096)), 20, weighted);
        using var b = Booster.Train(Logistic(("max_bin", 4096)), 20, duplicated);
        var (first, second) = (a.Predict(weighted), b.Predict(weighted));

        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Missing_values_take_a_side_of_their_own_and_leave_no_missing_answer()
    {
        // Labels depend on nothing but whether x is there.
        float[] values = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? float.NaN : i)];
        float[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? 1f : 0f)];
        using var train = new DMatrix(values, [new("x")], labels);
        using var booster = Booster.Train(Logistic(), 30, train);

        using var test = new DMatrix([float.NaN, 50], [new("x")]);
        var predictions = booster.Predict(test);

        Assert.InRange(predictions[0], 0.9f, 1f);
        Assert.InRange(predictions[1], 0f, 0.1f);
    }

    [Fact]
    public void Softprob_gives_rows_times_classes_that_sum_to_one()
    {
        var rows = Rows.Classes(600);
        using var train = rows.Matrix();
        var parameters = XGBoostParameters.Of(("objective", "multi:softprob"), ("num_class", 3));
        using var booster = Booster.Train(parameters, 10, train);

        var predictions = booster.Predict(train);
        var contributions = booster.Contributions(train);

        Assert.Equal(600 * 3, predictions.Length);
        Assert.Equal(600 * 3 * 3, contributions.Length);
        Assert.All(predictions.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5));
        var right = predictions.Chunk(3).Zip(rows.Labels, (row, y) => Array.IndexOf(row, row.Max()) == (int)y).Count(same => same);
        Assert.InRange(right, 590, 600);
    }

    [Fact]
    public void Contributions_sum_to_the_margin()
    {
        using var train = Rows.Binary(300).Matrix();
        using var booster = Booster.Train(Logistic(), 20, train);

        var contributions = booster.Contributions(train);
        var margins = booster.PredictMargin(train);

        Assert.Equal(300 * 3, contributions.Length);
        Assert.All(contributions.Chunk(3).Zip(margins), row => Assert.Equal(row.Second, row.First.Sum(), 1e-4));
    }

    [Fact]
    public void The_margin_is_the_log_odds_of_the_prediction()
    {
        using var train = Rows.Binary(300).Matrix();
        using var booster = Booster.Train(Logistic(), 5, train);

        var pairs = booster.Predict(train).Zip(booster.PredictMargin(train));

        Assert.All(pairs, pair => Assert.Equal(Math.Log(pair.First / (1 - pair.First)), pair.Second, 1e-4));
    }

    [Fact]
    public void Predictions_in_place_are_those_of_a_matrix()
    {
        foreach (var rows in new[] { Rows.Binary(500), Rows.Categories(500, FeatureType.Categorical) })
        {
            using var train = rows.Matrix();
            using var booster = Booster.Train(Logistic(), 20, train);
            var inPlace = new float[500];

            booster.PredictInPlace(rows.Values, inPlace);

            Assert.Equal(booster.Predict(train), inPlace);
        }
    }

    [Fact]
    public void One_booster_predicts_in_place_from_several_threads()
    {
        var rows = Rows.Binary(500);
        using var train = rows.Matrix();
        using var trained = Booster.Train(Logistic(), 20, train);
        using var booster = Booster.Load(trained.Save(), threads: 1);
        var expected = booster.Predict(train);
        var got = new float[500];

        Parallel.For(0, 500, i => booster.PredictInPlace(rows.Values.AsSpan(i * 2, 2), got.AsSpan(i, 1)));

        Assert.Equal(expected, got);
    }

    [Fact]
    public void A_base_margin_shifts_every_margin()
    {
        var rows = Rows.Binary(100);
        using var train = rows.Matrix();
        using var shifted = new DMatrix(rows.Values, rows.Features, rows.Labels, baseMargin: [.. Enumerable.Repeat(1f, 100)]);
        using var booster = Booster.Train(Logistic(), 5, train);

        var pairs = booster.PredictMargin(train).Zip(booster.PredictMargin(shifted));

        // Without it the margin starts at logit(base_score 0.5) = 0.
        Assert.All(pairs, pair => Assert.Equal(pair.First + 1, pair.Second, 1e-5));
    }

    [Fact]
    public void Importance_names_every_column_and_is_zero_for_those_without_a_split()
    {
        var rows = Rows.Linear(1000);
        using var train = new DMatrix(rows.Values, [new("departure hour"), new("b\"é"), new("c")], rows.Labels);
        using var booster = Booster.Train(XGBoostParameters.Of(("max_depth", 1), ("gamma", 5)), 5, train);

        var kinds = Enum.GetValues<ImportanceKind>().Select(booster.Importance).ToList();

        Assert.All(kinds, k => Assert.Equal(["departure hour", "b\"é", "c"], k.Keys));
        Assert.All(kinds, k => Assert.True(k["departure hour"] > 0));
        Assert.All(kinds, k => Assert.Equal(0, k["c"]));
    }

    [Fact]
    public void A_matrix_of_another_width_is_refused()
    {
        using var train = Rows.Binary(100).Matrix();
        using var booster = Booster.Train(Logistic(), 5, train);
        using var narrow = new DMatrix([1f, 2f], [new("x")]);

        var byMatrix = Assert.Throws<ArgumentException>(() => booster.Predict(narrow));
        var inPlace = Assert.Throws<ArgumentException>(() => booster.PredictInPlace(new float[3], new float[1]));
        var places = Assert.Throws<ArgumentException>(() => booster.PredictInPlace(new float[4], new float[1]));

        Assert.StartsWith("The matrix has 1 columns, the model 2.", byMatrix.Message, StringComparison.Ordinal);
        Assert.StartsWith("3 values do not fill rows of 2 columns.", inPlace.Message, StringComparison.Ordinal);
        Assert.StartsWith("2 predictions do not fit into 1 places.", places.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_with_other_columns_is_refused()
    {
        using var train = Rows.Binary(100).Matrix();
        using var booster = Booster.Train(Logistic(), 5, train);
        using var swapped = new DMatrix([1f, 2f], [new("noise"), new("x")]);

        var refusal = Assert.Throws<ArgumentException>(() => booster.Predict(swapped));

        Assert.StartsWith("Column 0 is 'noise' (numeric), but the model learned 'x' (numeric).", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rows_give_no_predictions()
    {
        using var train = Rows.Binary(100).Matrix();
        using var booster = Booster.Train(Logistic(), 5, train);
        using var none = new DMatrix([], train.Features);

        Assert.Empty(booster.Predict(none));
        booster.PredictInPlace([], []);
    }
}
