using Flywheel.Tests.Infra;
using Flywheel.Training;
using Flywheel.Training.Features;

namespace Flywheel.Tests.Training;

public sealed class TargetFeatureTests : IDisposable
{
    private readonly TemporaryRepository shop = new();

    public void Dispose() => shop.Dispose();

    /// <summary>Its own label is flipped: were it part of its own input, the model would learn to read it there.</summary>
    [Fact]
    public void A_training_rows_own_label_is_no_part_of_its_value_and_part_of_the_others()
    {
        var (before, after) = (Encoded(flipped: -1, inTraining: true), Encoded(flipped: 7, inTraining: true));

        Assert.Equal(before[7], after[7]);
        Assert.InRange(before.Zip(after).Count(pair => pair.First != pair.Second), 100, 199);
        Assert.NotEqual(Encoded(flipped: -1, inTraining: false)[7], Encoded(flipped: 7, inTraining: false)[7]);
    }

    [Fact]
    public void In_production_a_value_is_the_mean_of_its_rows_drawn_towards_that_of_all_and_one_never_seen_is_the_latter()
    {
        // Of 200 rows every fourth has label 1, and of the 100 with an even id, which are b, every second.
        var encoded = Encoded(flipped: -1, inTraining: false);

        Assert.Equal((float)((0 + (20 * 0.25)) / (100 + 20)), encoded[1], 1e-6f);
        Assert.Equal((float)((50 + (20 * 0.25)) / (100 + 20)), encoded[2], 1e-6f);
        Assert.Equal(0.25f, Encoded(flipped: -1, inTraining: false, asked: "'c'")[0], 1e-6f);
        Assert.True(float.IsNaN(Encoded(flipped: -1, inTraining: false, asked: "NULL")[0]));
    }

    /// <returns>The value of each row, shape [200].</returns>
    private float[] Encoded(int flipped, bool inTraining, string asked = "channel") =>
        shop.Work(place =>
        {
            var database = place.Workplace.Database;
            database.Execute(
                $"""
                CREATE OR REPLACE TABLE rows AS SELECT range AS order_id, CASE WHEN range % 2 = 0 THEN 'b' ELSE 'a' END AS channel,
                CAST((range % 4 = 0) <> (range = {flipped}) AS BIGINT) AS returned FROM range(200)
                """
            );
            var fitted = new TargetFeature { Of = new("channel", new("rows", 1, 1)) }.Fit(
                new("channel", "channel", place.Strategy, database, "rows")
            );
            return new Encoder { Features = [fitted] }.Matrix(
                database,
                $"(SELECT order_id, {asked} AS channel FROM rows)",
                "TRUE",
                "order_id",
                inTraining
            );
        });
}
