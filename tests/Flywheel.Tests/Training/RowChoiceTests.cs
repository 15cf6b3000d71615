using Flywheel.Cli.Adapters;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Training;

namespace Flywheel.Tests.Training;

public sealed class RowChoiceTests
{
    [Fact]
    public void Chances_add_up_to_the_share_and_grow_with_the_loss_from_the_floor_to_one()
    {
        var losses = Enumerable.Range(0, 1000).Select(i => Math.Exp(RowChoice.Uniform(1, 1, i) * 8) - 1).ToArray();

        var chances = RowChoice.Drawn(losses, 0.3, 0.05);

        Assert.Equal(300, chances.Sum(), 1e-6);
        Assert.All(chances, chance => Assert.InRange(chance, 0.05, 1));
        Assert.Contains(1.0, chances);
        var ordered = losses.Zip(chances).OrderBy(row => row.First).Select(row => row.Second).ToList();
        Assert.Equal(ordered.Order(), ordered);
    }

    [Fact]
    public void Chances_are_those_found_by_hand()
    {
        // 0.1 + c loss adds up to 2 of 4: the first is capped at 1, and 3 * 0.1 + c (1 + 1 + 2) = 1 gives c = 0.175.
        Assert.Equal([1, 0.275, 0.275, 0.45], RowChoice.Drawn([10, 1, 1, 2], 0.5, 0.1).Select(chance => Math.Round(chance, 12)));
        Assert.Equal([0.5, 0.5], RowChoice.Drawn([0, 0], 0.5, 0.1));
    }

    [Fact]
    public void Weights_of_drawn_rows_are_one_on_average_and_those_of_others_are_zero()
    {
        const int Rounds = 4000;
        double[] losses = [0, 0.2, 0.5, 1, 4, 0.1, 0.3, 2];
        var choice = new RowChoice(new() { Share = 0.4, Floor = 0.1 }, 7, _ => losses, null);
        var chances = RowChoice.Drawn(losses, 0.4, 0.1);
        var sums = new double[losses.Length];

        for (var round = 1; round <= Rounds; round++)
        {
            var weights = choice.Weights(round, []);
            for (var row = 0; row < losses.Length; row++)
            {
                Assert.True(weights[row] == 0 || Math.Abs(weights[row] - (1 / chances[row])) < 1e-5);
                sums[row] += weights[row];
            }
        }

        // A drawn weight has the variance 1 / chance - 1; 4.5 standard errors err once in 18,000 for eight rows.
        Assert.All(sums.Zip(chances), row => Assert.InRange(row.First / Rounds, 1 - Limit(row.Second), 1 + Limit(row.Second) + 1e-9));

        static double Limit(double chance) => (4.5 * Math.Sqrt((1 / chance) - 1) / Math.Sqrt(Rounds)) + 1e-9;
    }

    [Fact]
    public void The_top_is_taken_once_each_and_others_by_the_floor()
    {
        Assert.Equal([0.2, 1, 0.2, 1, 0.2], RowChoice.Top([1, 3, 2, 3, 0], 0.4, 0.2));
        Assert.Equal([1, 1, 0.2, 0.2], RowChoice.Top([5, 5, 5, 5], 0.5, 0.2));
    }

    [Fact]
    public void All_rows_in_every_round_give_the_bytes_of_no_selection()
    {
        var data = Noisy(800);

        Assert.Equal(Bytes(data, null, 1), Bytes(data, new() { Share = 1 }, 1));
        Assert.NotEqual(Bytes(data, null, 1), Bytes(data, new() { Share = 0.3 }, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_number_of_threads_chooses_the_same_rows(bool top)
    {
        var data = Noisy(800);

        Assert.Equal(Bytes(data, new() { Top = top }, 1), Bytes(data, new() { Top = top }, 2));
    }

    [Fact]
    public void What_a_small_model_cannot_learn_either_is_chosen_less_by_reducible_loss()
    {
        var data = Noisy(4000);
        var losses = new RowLosses(Target.Of(ModelTask.Binary, []), data.Labels);
        var noise = losses.Irreducible(new XGBoostEngine(1), data, 3);
        var untaught = losses.OfMargins(new float[data.Rows]);

        var byLoss = RowChoice.Drawn(untaught, 0.3, 0.05);
        var byReducible = RowChoice.Drawn([.. untaught.Zip(noise, (loss, least) => Math.Max(0, loss - least))], 0.3, 0.05);

        // Before any round every loss is ln 2; of rows whose label is a coin's a small model knows as little, of the others nearly all.
        Assert.Equal(Mean(byLoss, isNoise: true), Mean(byLoss, isNoise: false), 1e-9);
        Assert.True(
            Mean(byReducible, isNoise: true) < Mean(byReducible, isNoise: false) / 2,
            $"{Mean(byReducible, isNoise: true)} of noise, {Mean(byReducible, isNoise: false)} of others"
        );

        double Mean(double[] chances, bool isNoise) => chances.Where((_, row) => data.Values[row * 2] > 0.5f == isNoise).Average();
    }

    [Fact]
    public void Losses_are_those_of_the_task()
    {
        Assert.Equal(
            [Math.Log(2), Math.Log(1 + Math.Exp(2))],
            new RowLosses(Target.Of(ModelTask.Binary, []), [1, 0]).OfMargins([0, 2]).Select(loss => Math.Round(loss, 12)),
            (expected, actual) => Math.Abs(expected - actual) < 1e-9
        );
        Assert.Equal(
            Math.Log(Math.Exp(1) + 2),
            new RowLosses(Target.Of(ModelTask.Multiclass, ["a", "b", "c"]), [1]).OfMargins([1, 0, 0])[0],
            1e-9
        );
        Assert.Equal(6.25, new RowLosses(Target.Of(ModelTask.Regression, []), [1]).OfMargins([3.5f])[0], 1e-9);
    }

    private static byte[] Bytes(TrainingMatrix data, BatchSelection? how, int threads)
    {
        var losses = new RowLosses(Target.Of(ModelTask.Binary, []), data.Labels);
        Func<int, float[], float[]>? weigh = how is null ? null : new RowChoice(how, 5, losses.OfMargins, null).Weights;
        using var model = new XGBoostEngine(threads).Fit(
            "xgboost",
            data,
            12,
            new Dictionary<string, string> { ["objective"] = "binary:logistic", ["max_depth"] = "3" },
            _ => { },
            weigh: weigh
        );
        return model.Bytes;
    }

    /// <summary>Of the upper half of the first column the label is a coin's, of the lower half it is told by the second column.</summary>
    private static TrainingMatrix Noisy(int rows)
    {
        var values = new float[rows * 2];
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row * 2] = (float)RowChoice.Uniform(11, 1, row);
            values[(row * 2) + 1] = (float)RowChoice.Uniform(11, 2, row);
            labels[row] = values[row * 2] > 0.5f ? Coin(RowChoice.Uniform(11, 3, row)) : Coin(values[(row * 2) + 1]);
        }

        return new(values, rows, ["a", "b"], [false, false], labels);

        static float Coin(double at) => at < 0.5 ? 1 : 0;
    }
}
