using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Disagreeing;
using Flywheel.Tests.Infra;
using Flywheel.Training;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.OfflineTesting.Disagreeing;

/// <summary>A candidate that lacks a feature of the model in force: what they disagree on is told, and that feature is why.</summary>
public sealed class DisagreementsTests
{
    private const string Page = "reports/shop/comparison.verified.md";

    [Fact]
    public void Counts_agree_with_each_other_and_rows_come_farthest_first()
    {
        using var shop = WithoutChannel();

        var seen = Turned(shop);

        // Of two sides of a threshold one is right, so rows that differ are those where one of the two is.
        Assert.Equal(seen.CandidateRight + seen.CurrentRight, (int)Math.Round(seen.Share!.Value!.Value * seen.Rows));
        Assert.Equal((seen.CandidateRight - seen.CurrentRight) / (double)seen.Rows, seen.Net.Value!.Value, 12);
        Assert.InRange(seen.Net.Value.Value, seen.Net.Low!.Value, seen.Net.High!.Value);
        Assert.InRange(seen.MeanDistance!.Value, 0.001, 0.5);
        Assert.Equal(Math.Min(seen.Rows, Disagreements.Kept), seen.Farthest.Count);
        Assert.Equal(
            seen.Farthest.OrderByDescending(row => Math.Abs(row.Current - row.Candidate))
                .ThenBy(row => long.Parse(row.Id))
                .Select(row => row.Id),
            seen.Farthest.Select(row => row.Id)
        );
        Assert.All(seen.Farthest.Take(10), row => Assert.Equal(3, row.Features.Count));
        Assert.All(seen.Farthest.Skip(10), row => Assert.Empty(row.Features));
    }

    [Fact]
    public void Ids_labels_and_roles_are_those_of_the_log()
    {
        using var shop = WithoutChannel();

        var seen = Turned(shop);

        foreach (var row in seen.Farthest.Take(20))
        {
            var found = shop.Ask<string>(
                shop.After(5),
                $"SELECT concat(returned, '/', cluster, '/', evaluates, '/', amount) FROM log WHERE order_id = {row.Id}"
            );
            Assert.StartsWith($"{row.Label}/{row.Cluster}/{(row.Evaluates ? "true" : "false")}/", found, StringComparison.Ordinal);
            if (row.Features.FirstOrDefault(feature => feature.Feature == "amount") is { } amount)
            {
                Assert.EndsWith($"/{amount.Value}", found, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_feature_that_one_model_lacks_is_told_with_what_it_added_to_the_other()
    {
        using var shop = WithoutChannel();

        var seen = Turned(shop);

        // An order of the app is returned by 0.8 in log odds more than another; nothing else differs between the two models by as much.
        var channels = seen.Farthest.Take(10).SelectMany(row => row.Features).Where(feature => feature.Feature == "channel").ToList();
        Assert.InRange(channels.Count, 8, 10);
        Assert.All(channels, channel => Assert.Null(channel.Candidate));
        Assert.All(channels, channel => Assert.Equal(channel.Value == "app", channel.Current > 0));
        Assert.Matches(@"channel (app|web|shop): [+−]0\.\d\d → none", shop.Read(Page)!);
    }

    [Fact]
    public void The_report_has_so_many_rows_as_the_strategy_says_and_none_without_a_model_in_force()
    {
        using var shop = WithoutChannel();
        shop.Edit("  first-model:\n", "  disagreements: 3\n  first-model:\n");
        var seen = Turned(shop);
        var three = Section(shop);
        shop.Edit("disagreements: 3", "disagreements: 0");
        shop.Turn(5);
        var none = shop.Read(Page)!;
        using var first = new TemporaryRepository();
        first.Live(3);

        Assert.Equal(
            seen.Farthest.Take(3).Select(row => row.Id),
            three.Split('\n').Where(line => line.StartsWith("| 6", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim())
        );
        Assert.StartsWith("\nCandidate and current are on different sides of their thresholds in 0.", three, StringComparison.Ordinal);
        Assert.DoesNotContain("Where they disagree", none, StringComparison.Ordinal);
        Assert.DoesNotContain("Where they disagree", first.Read(Page)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_came_later_change_nothing()
    {
        using var honest = WithoutChannel();
        using var cheat = WithoutChannel();
        cheat.Arrive(6);
        foreach (var file in cheat.SourceFiles("labels"))
        {
            cheat.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN received_at > {Sql.Time(cheat.After(5))} THEN 1 - returned ELSE returned END AS returned)"
            );
        }

        Assert.Equal(Flywheel.Storage.Json.Write(Turned(honest)), Flywheel.Storage.Json.Write(Turned(cheat)));
    }

    [Fact]
    public void An_engine_that_cannot_tell_contributions_shows_values_alone()
    {
        using var shop = WithoutChannel();

        var seen = shop.Work(place =>
        {
            var mute = place with { Workplace = place.Workplace with { Engine = new MuteEngine(place.Workplace.Engine) } };
            var turn = mute.At(shop.After(5));
            Loop.Turn(turn);
            return turn.Of<Comparison>().Disagreements!;
        });

        Assert.All(
            seen.Farthest.Take(10).SelectMany(row => row.Features),
            feature => Assert.True(feature is { Current: null, Candidate: null, Value: not null })
        );
        Assert.Equal("amount", seen.Farthest[0].Features[0].Feature);
        Assert.Contains("An engine of the two cannot tell what each feature adds", Section(shop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        ModelTask.Multiclass,
        "Candidate and current name different classes of 0.",
        "in each model's log odds for the candidate's class against current's"
    )]
    [InlineData(ModelTask.Regression, "Their scores are ", "adds to each model's number there")]
    public void Classes_and_numbers_have_their_own_words(ModelTask task, string begins, string holds)
    {
        using var shop = new TemporaryRepository(task: task);
        shop.Arrive(5);
        for (var cycle = 1; cycle <= 4; cycle++)
        {
            shop.Turn(cycle);
        }

        shop.Edit("  channel: { categorical: channel }\n", "");
        var seen = Turned(shop);

        Assert.StartsWith(
            $"\n{begins}",
            Section(shop).Replace("classes of 1", "classes of 0", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains(holds, Section(shop), StringComparison.Ordinal);
        Assert.NotEmpty(seen.Farthest);
        Assert.Contains(seen.Farthest[0].Features, feature => feature.Feature == "channel" || task == ModelTask.Regression);
        if (task == ModelTask.Multiclass)
        {
            Assert.All(seen.Farthest, row => Assert.NotEqual(row.Current, row.Candidate));
            Assert.Null(seen.MeanDistance);
        }
        else
        {
            Assert.Null(seen.Share);
        }
    }

    [Fact]
    public void The_command_prints_them_as_csv_and_says_why_there_are_none()
    {
        using var shop = new TemporaryRepository();
        shop.Live(3);
        var first = shop.Flywheel("disagreements", "shop");
        shop.Arrive(4);
        var seen = shop.Turn(4).Of<Comparison>().Disagreements!;

        var some = shop.Flywheel("disagreements", "shop", "--top", "4");
        var many = shop.Flywheel("disagreements", "shop", "--top", "201");

        Assert.Equal((2, "flywheel: 2024-01-04 is the first model: there is none to disagree with.\n"), (first.Code, first.Error));
        Assert.Equal((0, seen.Csv(new Flywheel.Logging.Targets.BinaryTarget(), 4)), (some.Code, some.Output));
        Assert.Equal(5, some.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Matches(
            "^id,current,candidate,label,cluster,role\n[0-9]{4},0\\.[0-9]+,0\\.[0-9]+,[01],2024-01-04 [0-9]{2}:00:00,(training|evaluation)\n",
            some.Output
        );
        Assert.Equal((2, "flywheel: --top is 201; a comparison keeps 1 to 200 rows.\n"), (many.Code, many.Error));
    }

    private static string Section(TemporaryRepository shop) => shop.Read(Page)!.Split("\n## Where they disagree\n")[1].Split("\n## ")[0];

    private static Disagreements Turned(TemporaryRepository shop) => shop.Turn(5).Of<Comparison>().Disagreements!;

    /// <summary>A shop of five days whose candidate of the fifth is to be trained without the channel.</summary>
    private static TemporaryRepository WithoutChannel()
    {
        var shop = new TemporaryRepository();
        shop.Live(4);
        shop.Edit("  channel: { categorical: channel }\n", "");
        shop.Arrive(5);
        return shop;
    }

    /// <summary>An engine whose models score and explain nothing.</summary>
    private sealed class MuteEngine(ITrainer inner) : ITrainer
    {
        public IFittedModel Fit(
            string trainer,
            TrainingMatrix data,
            int rounds,
            IReadOnlyDictionary<string, string> parameters,
            Action<int> rounded,
            EarlyStop? stop = null,
            byte[]? start = null,
            Func<int, float[], float[]>? weigh = null
        ) => new MuteModel(inner.Fit(trainer, data, rounds, parameters, rounded, stop, start, weigh));

        public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes) => new MuteModel(inner.Load(trainer, bytes));
    }

    private sealed class MuteModel(IFittedModel inner) : IFittedModel
    {
        public byte[] Bytes => inner.Bytes;

        public int Rounds => inner.Rounds;

        public IReadOnlyDictionary<string, double> Importance => inner.Importance;

        public float[] Score(ReadOnlySpan<float> matrix, int rows) => inner.Score(matrix, rows);

        public float[] Outputs(ReadOnlySpan<float> matrix, int rows, int rounds) => inner.Outputs(matrix, rows, rounds);

        public void Dispose() => inner.Dispose();
    }
}
