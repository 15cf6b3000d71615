using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Datasets;

/// <summary>Datasets that are samples, on the shop's turns.</summary>
public sealed class SampleTests
{
    private const int Cycles = 4;

    // Two days of 1,200 orders, of which one in twenty is for evaluation.
    private const int Fewest = 2200;
    private const int Most = 2360;

    public static TheoryData<string> Samples =>
        [
            "sample: { of: 2d, rows: 500 }",
            "stratified-sample: { of: 2d, by: channel, rows-per-stratum: 100 }",
            "stratified-sample: { of: 2d, cohorts: amount, share: 0.2 }",
            "recency-sample: { of: 2d, rows: 500, half-life: 12h }",
        ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_of_the_points_for_training_before_the_hold_out_and_its_manifest_adds_up(string points)
    {
        using var shop = Lived(points);

        var manifest = Manifest(shop);
        Assert.Equal(manifest.Rows, manifest.Cycles.Values.Sum(cycle => cycle.Rows));
        var all = manifest.Cycles.Values.Sum(cycle => cycle.Of!.Value);
        Assert.InRange(all, Fewest, Most);
        Assert.StartsWith($"{manifest.Rows} of {all} points", manifest.Taken, StringComparison.Ordinal);
        Assert.Equal((0, 0), Of(shop, Cycles, (turn, dataset) => (NotForTraining(turn), OutOfTime(turn, dataset))));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_the_same_on_any_number_of_threads_and_whatever_comes_later(string points)
    {
        using var shop = Lived(points);
        var before = Manifest(shop).Digest;
        using var alone = new TemporaryRepository { Threads = 1 };
        Use(alone, points);
        alone.TakeProductionOf(shop);
        alone.Live(Cycles);

        shop.Arrive(Cycles + 2);

        Assert.Equal(before, Manifest(alone).Digest);
        Assert.Equal(before, Of(shop, Cycles, (_, dataset) => dataset.Digest));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_model_of_a_sample_is_made_again_in_a_clean_place(string points)
    {
        using var shop = Lived(points);

        var verified = shop.Flywheel("verify", "shop@2024-01-05");

        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Fact]
    public void Rows_that_there_are_not_are_not_made_up()
    {
        using var shop = Lived("sample: { of: 2d, rows: 50000 }");
        using var window = Lived("window: 2d");

        var (all, whole) = (Manifest(shop), Manifest(window));
        Assert.Equal($"all {all.Rows} points, fewer than the 50000 asked for", all.Taken);
        Assert.Equal(whole.Digest, all.Digest);
        Assert.Null(whole.Taken);
        Assert.All(whole.Cycles.Values, cycle => Assert.Null(cycle.Of));
    }

    [Fact]
    public void Each_stratum_gives_as_many_rows_or_the_same_share()
    {
        using var shop = Lived("stratified-sample: { of: 2d, by: channel, rows-per-stratum: 100 }");
        using var shares = Lived("stratified-sample: { of: 2d, cohorts: amount, share: 0.2 }");

        Assert.Equal(["app 100", "shop 100", "web 100"], Of(shop, Cycles, (turn, _) => Counts(turn, "channel", "dataset")));
        Assert.EndsWith("from 3 strata, 0 of them whole", Manifest(shop).Taken, StringComparison.Ordinal);
        var (taken, of) = Of(shares, Cycles, (turn, _) => (Strata(turn, "WHERE \"is drawn\""), Strata(turn, "")));
        Assert.Equal(3, of.Count);
        Assert.Equal(of.Select(count => (long)Math.Ceiling(0.2 * count)), taken);
    }

    [Fact]
    public void A_stratum_with_fewer_rows_than_asked_for_is_whole()
    {
        using var shop = Lived("stratified-sample: { of: 2d, by: items, rows-per-stratum: 5000 }");

        Assert.Matches("^all [0-9]+ points, from 4 strata, 4 of them whole$", Manifest(shop).Taken);
    }

    [Fact]
    public void A_younger_point_is_likelier_by_half_lives_and_the_chances_are_those_of_the_draw()
    {
        using var shop = Lived("recency-sample: { of: 2d, rows: 500, half-life: 12h }");

        var (chances, ages, drawn) = Of(
            shop,
            Cycles,
            (turn, dataset) =>
                (
                    turn.Database.Reals("SELECT \"drawn chance\" FROM drawn ORDER BY \"drawn id\""),
                    turn.Database.Reals(
                        $"SELECT (epoch_us({Sql.Time(dataset.To)}) - epoch_us(\"drawn time\")) / 43200000000.0 FROM drawn ORDER BY \"drawn id\""
                    ),
                    turn.Database.Reals("SELECT CAST(\"is drawn\" AS INTEGER) FROM drawn ORDER BY \"drawn id\"")
                )
        );

        // A straight line between halvings is at most 2^r (1 - r / 2) = 1.0615 times the exponential, at r = 2 - 1 / ln 2.
        var scaled = Enumerable
            .Range(0, chances.Length)
            .Where(i => drawn[i] == 1 && chances[i] < 1)
            .Select(i => chances[i] * Math.Pow(2, ages[i]))
            .ToList();
        Assert.InRange(scaled.Max() / scaled.Min(), 1, 1.0615);

        // Of each half-life, as many as its chances make, within four standard deviations; and each draw weighted by its inverse counts the points.
        for (var half = 0; half < 4; half++)
        {
            var within = Enumerable.Range(0, chances.Length).Where(i => (int)ages[i] == half).ToList();
            var (expected, variance) = (within.Sum(i => chances[i]), within.Sum(i => chances[i] * (1 - chances[i])));
            Assert.InRange(within.Sum(i => drawn[i]), expected - (4 * Math.Sqrt(variance)), expected + (4 * Math.Sqrt(variance)));
        }

        var taken = Enumerable.Range(0, chances.Length).Where(i => drawn[i] == 1).ToList();
        var deviation = Math.Sqrt(taken.Sum(i => (1 - chances[i]) / (chances[i] * chances[i])));
        Assert.InRange(taken.Sum(i => 1 / chances[i]), chances.Length - (4 * deviation), chances.Length + (4 * deviation));
        Assert.Equal(500, taken.Count);
    }

    [Fact]
    public void What_was_drawn_stays_drawn_from_turn_to_turn_as_far_as_there_is_room()
    {
        using var shop = Lived("sample: { of: 2d, rows: 500 }");
        var (before, all) = Of(shop, Cycles, (turn, _) => (Ids(turn, "dataset", "order_id"), Ids(turn, "drawn", "\"drawn id\"")));
        shop.Arrive(Cycles + 1);
        shop.Turn(Cycles + 1);

        var (after, allAfter) = Of(shop, Cycles + 1, (turn, _) => (Ids(turn, "dataset", "order_id"), Ids(turn, "drawn", "\"drawn id\"")));

        // Both took the smallest hashes: of the points that both could take, one took all that the other did, or the other way round.
        var both = all.Intersect(allAfter).ToHashSet();
        var (first, second) = (before.Where(both.Contains).ToHashSet(), after.Where(both.Contains).ToHashSet());
        Assert.InRange(both.Count, Fewest / 2, Most / 2);
        Assert.True(first.IsSubsetOf(second) || second.IsSubsetOf(first));
    }

    [Fact]
    public void A_point_that_is_gone_is_told_by_its_cycle_and_by_what_there_was_to_draw_from()
    {
        using var shop = Lived("sample: { of: 2d, rows: 500 }");
        var document = Directory.GetFiles(shop.PathOf(".flywheel/documents/logs/shop/labels")).Order().ElementAt(1);
        File.Delete(document);

        var result = shop.Flywheel("verify", "shop@2024-01-05");

        Assert.Equal(5, result.Code);
        Assert.Matches(
            "the first of 2 cycles that differ is 2024-01-02 to 2024-01-03: [0-9]+ rows instead of [0-9]+, drawn from [0-9]+ points instead of [0-9]+",
            result.Output
        );
    }

    [Fact]
    public void Cohorts_are_part_of_the_recipe_where_strata_are_made_of_them_and_nowhere_else()
    {
        using var shop = new TemporaryRepository();
        Assert.Equal(Recipe(shop), Edited(shop));
        Use(shop, "stratified-sample: { of: 2d, cohorts: amount, share: 0.2 }");
        Assert.NotEqual(Recipe(shop), Edited(shop));

        static string Recipe(TemporaryRepository shop) => shop.Work(place => place.Strategy.Recipe);

        static string Edited(TemporaryRepository shop)
        {
            shop.Edit("cohorts.yaml", "at: [ 40, 70 ]", "at: [ 50, 70 ]");
            var recipe = Recipe(shop);
            shop.Edit("cohorts.yaml", "at: [ 50, 70 ]", "at: [ 40, 70 ]");
            return recipe;
        }
    }

    [Theory]
    [InlineData(
        "stratified-sample: { of: 2d, by: channel, cohorts: amount, share: 0.2 }",
        "Both 'by' and 'cohorts' say what the strata are."
    )]
    [InlineData("stratified-sample: { of: 2d, share: 0.2 }", "Nothing says what the strata are.")]
    [InlineData("stratified-sample: { of: 2d, by: channel }", "Nothing says how many rows of a stratum are drawn.")]
    [InlineData("stratified-sample: { of: 2d, by: channel, share: 0.2, rows-per-stratum: 3 }", "Both 'rows-per-stratum' and 'share' say")]
    [InlineData(
        "stratified-sample: { of: 2d, cohorts: amuont, share: 0.2 }",
        "'amuont' is no rule of cohorts.yaml. There are: channel, amount, night. Did you mean 'amount'?"
    )]
    [InlineData("stratified-sample: { of: 2d, by: returned, share: 0.2 }", "returned")]
    [InlineData("sample: { of: 2d, rows: 0 }", "'rows' is 0")]
    [InlineData("recency-sample: { of: 2d, rows: 10, half-life: 1m }", "'half-life' is 1m")]
    public void A_mistake_is_told(string points, string said)
    {
        using var shop = new TemporaryRepository();
        Use(shop, points);

        var told = shop.Flywheel("validate", "shop");

        Assert.Equal(2, told.Code);
        Assert.Contains(said, told.Error, StringComparison.Ordinal);
    }

    private static TemporaryRepository Lived(string points)
    {
        var shop = new TemporaryRepository();
        Use(shop, points);
        shop.Live(Cycles);
        return shop;
    }

    private static void Use(TemporaryRepository shop, string points) => shop.Edit("points: { window: 2d }", $"points: {{ {points} }}");

    private static DatasetManifest Manifest(TemporaryRepository shop) =>
        shop.Work(place => DatasetManifest.Read(place.Workplace.Files, "datasets/shop/2024-01-05.yaml")!);

    private static T Of<T>(TemporaryRepository shop, int cycle, Func<Turn, Dataset, T> ask) =>
        shop.Work(place =>
        {
            var turn = place.At(shop.After(cycle));
            return ask(turn, FormDataset.Form(turn));
        });

    private static long NotForTraining(Turn turn) =>
        turn.Database.Value<long>($"SELECT count(*) FROM dataset WHERE {AsOfLog.Evaluates(turn.Strategy)}");

    private static long OutOfTime(Turn turn, Dataset dataset) =>
        turn.Database.Value<long>($"SELECT count(*) FROM dataset WHERE NOT ({turn.Log.Within(dataset.From, dataset.To)})");

    private static List<string> Counts(Turn turn, string by, string relation)
    {
        var table = turn.Database.Table($"SELECT {by} AS value, count(*) AS rows FROM {relation} GROUP BY ALL ORDER BY ALL");
        return [.. table.Texts("value").Zip(table.Wholes("rows"), (value, rows) => $"{value} {rows}")];
    }

    private static IReadOnlyList<long> Strata(Turn turn, string where) =>
        turn.Database.Wholes($"SELECT count(*) FROM drawn {where} GROUP BY \"drawn stratum\" ORDER BY \"drawn stratum\"");

    private static long[] Ids(Turn turn, string relation, string id) => turn.Database.Wholes($"SELECT {id} FROM {relation} ORDER BY {id}");
}
