using Flywheel.Datasets;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Turns;

/// <summary>A strategy whose points continue: the candidate goes on from the model in force, from the YAML to a rebuild.</summary>
public sealed class ContinueTests : IDisposable
{
    private const string Five = "2024-01-06";
    private readonly TemporaryRepository shop = new();

    public ContinueTests()
    {
        shop.Edit("points: { window: 2d }", "points: { continue: { first: 2d, replay: 0.5, reach: 3d } }");
        shop.Edit("rounds: 8,", "rounds: 8, continue-rounds: 3,");
    }

    public void Dispose() => shop.Dispose();

    [Fact]
    public void A_candidate_goes_on_from_the_model_in_force_with_what_is_new_and_a_share_of_what_is_old()
    {
        shop.Live(5);

        var (before, after) = (Model(InForceBefore(5)!), Model(Five));
        Assert.Equal((before.Version, before.Bytes), (after.ContinuedFrom!.Version, after.ContinuedFrom.Bytes));
        Assert.Equal((before.ContinuedFrom?.Times ?? 0) + 1, after.ContinuedFrom.Times);
        Assert.Equal(3, after.Rounds);
        var fresh = Trainable(before.TrainedTo, after.TrainedTo);
        var dataset = Dataset(Five);
        Assert.Equal(fresh + (long)Math.Round(fresh * 0.5), dataset.Rows);
        Assert.Equal(fresh, dataset.Cycles[before.TrainedTo].Rows);
        Assert.Equal(after.TrainedTo, dataset.To);
        Assert.Contains($"continue from {before.Version}: those from {before.TrainedTo} on", dataset.Points, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_of_what_is_new_is_read_and_what_is_old_by_its_rows()
    {
        shop.Edit("replay: 0.5", "share: 0.25, replay: 2");
        shop.Live(5);

        var (before, dataset) = (Model(Model(Five).ContinuedFrom!.Version), Dataset(Five));
        var read = dataset.Cycles[before.TrainedTo].Rows;
        var fresh = Trainable(before.TrainedTo, Model(Five).TrainedTo);
        // Each row is read with a chance of .25: four standard errors.
        Assert.InRange(read, (0.25 * fresh) - (4 * Math.Sqrt(fresh * 0.25 * 0.75)), (0.25 * fresh) + (4 * Math.Sqrt(fresh * 0.25 * 0.75)));
        Assert.Equal(3 * read, dataset.Rows);
        Assert.Contains("a share of 0.25 of those from", dataset.Points, StringComparison.Ordinal);
        Assert.Equal("0.1", Model(Five).Parameters["continue_eta"]);
    }

    [Fact]
    public void The_first_model_and_one_of_another_recipe_are_trained_afresh_and_say_why()
    {
        shop.Live(4);
        shop.Edit("eta: 0.3", "eta: 0.2");
        shop.Arrive(5);
        shop.Turn(5);

        var first = Ledger.Read(shop.Read(Ledger.Path("shop")), "ledger").First(row => row.Candidate.Length > 0).Candidate;
        Assert.Contains("trained afresh because no model is in force", Dataset(first).Points, StringComparison.Ordinal);
        Assert.Null(Model(first).ContinuedFrom);
        Assert.Equal(8, Model(first).Rounds);
        Assert.Contains("in force, is another (its eta is 0.3)", Dataset(Five).Points, StringComparison.Ordinal);
        Assert.Null(Model(Five).ContinuedFrom);
        Assert.Contains("Trained afresh", shop.Read("reports/shop/comparison.verified.md")!, StringComparison.Ordinal);
    }

    [Fact]
    public void After_as_many_continuations_as_are_allowed_a_model_is_trained_afresh()
    {
        shop.Edit("reach: 3d", "reach: 3d, at-most: 1");
        shop.Live(6);

        var times = Directory
            .GetFiles(shop.PathOf("models/shop"), "20*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(file => Model(Path.GetFileNameWithoutExtension(file)))
            .ToList();
        Assert.All(times, model => Assert.True(model.ContinuedFrom is null or { Times: 1 }));
        Assert.Contains(times, model => model.ContinuedFrom is not null);
        Assert.Contains(times.Skip(1), model => Dataset(model.Version).Points.Contains("'at-most'", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_makes_the_whole_chain_again_and_names_a_base_that_is_edited_or_missing()
    {
        shop.Live(5);
        var from = Model(Five).ContinuedFrom!.Version;
        var path = ModelManifest.Path("shop", from);
        var text = shop.Read(path)!;

        var whole = shop.Flywheel("verify", $"shop@{Five}");
        shop.Write(path, text.Replace(Model(from).Bytes, new string('0', 64), StringComparison.Ordinal));
        var edited = shop.Flywheel("verify", $"shop@{Five}");
        File.Delete(shop.PathOf(path));
        var missing = shop.Flywheel("verify", $"shop@{Five}");

        Assert.Equal((0, true), (whole.Code, whole.Output.Contains("verified", StringComparison.Ordinal)));
        Assert.True(edited.Code == (int)ExitCode.Differs, edited.Output + edited.Error);
        Assert.Contains(path, Line(edited), StringComparison.Ordinal);
        Assert.Contains(new string('0', 64), Line(edited), StringComparison.Ordinal);
        Assert.True(missing.Code == (int)ExitCode.Lacking, missing.Output + missing.Error);
        Assert.Contains($"{path} is missing", Line(missing), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_whose_bytes_are_lost_is_made_again_with_the_same_hashes()
    {
        shop.Live(5);
        shop.Arrive(6);
        var current = Model(InForceBefore(6)!);
        var lost = new List<(string File, byte[] Bytes)>();
        for (var model = current; model is not null; model = model.ContinuedFrom is { } from ? Model(from.Version) : null)
        {
            var file = shop.PathOf($".flywheel/objects/{model.Bytes[..2]}/{model.Bytes[2..]}");
            lost.Add((file, File.ReadAllBytes(file)));
            File.Delete(file);
        }

        shop.Turn(6);

        Assert.True(lost.Count > 1, "Nothing went on from anything.");
        Assert.All(lost, model => Assert.Equal(model.Bytes, File.ReadAllBytes(model.File)));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_chain()
    {
        using var one = Alone(1);
        using var two = Alone(2);

        Same.Files(one.Tracked(), two.Tracked());
    }

    [Fact]
    public void What_is_forgotten_is_asked_of_older_events_that_no_model_was_trained_on()
    {
        shop.Live(5);

        var turn = shop.Turn(5);
        var (from, comparison) = (Model(Five).ContinuedFrom!, turn.Of<Comparison>());
        var all = comparison.Forgotten[0];
        var asked = shop.Ask<long>(
            shop.After(5),
            $"SELECT count(*) FROM log WHERE evaluates AND returned IS NOT NULL AND ordered_at >= '{all.From}' AND ordered_at < '{Model(from.Version).TrainedTo}'"
        );
        Assert.Equal(asked, all.CandidateMeasured.Rows);
        Assert.Equal(asked, comparison.Forgotten.Skip(1).Sum(age => (long)age.CandidateMeasured.Rows));
        Assert.Equal(all.CandidateMeasured.Value!.Value - all.CurrentMeasured.Value!.Value, all.Difference.Value!.Value, 1e-9);
        Assert.Contains("## Forgetting", shop.Read("reports/shop/comparison.verified.md")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_ids_for_evaluation_the_report_says_that_forgetting_is_not_known()
    {
        shop.Edit("evaluation-share: 0.05", "evaluation-share: 0");
        shop.Live(5);

        Assert.NotNull(Model(Five).ContinuedFrom);
        Assert.Contains("is not known", shop.Read("reports/shop/comparison.verified.md")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_a_model_was_validated_on_are_new_to_the_one_that_goes_on_from_it()
    {
        shop.Edit("eta: 0.3", "eta: 0.3, validation: 6h, calibration: platt");
        shop.Live(5);

        var before = Model(Model(Five).ContinuedFrom!.Version);
        Assert.Contains($"those from {Earlier(before.TrainedTo, hours: 6)} on", Dataset(Five).Points, StringComparison.Ordinal);
    }

    [Fact]
    public void A_linear_model_goes_on_too_and_is_made_again()
    {
        shop.Edit("xgboost: { rounds: 8, continue-rounds: 3, depth: 3, eta: 0.3 }", "linear: { rounds: 30, continue-rounds: 5 }");
        shop.Edit("channel: { categorical: channel }", "channel: { one-hot: channel }");
        shop.Live(5);

        var verified = shop.Flywheel("verify", $"shop@{Five}");

        Assert.NotNull(Model(Five).ContinuedFrom);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    private static TemporaryRepository Alone(int threads)
    {
        var shop = new TemporaryRepository { Threads = threads };
        shop.Edit("points: { window: 2d }", "points: { continue: { first: 2d, replay: 0.5, reach: 3d } }");
        shop.Edit("rounds: 8,", "rounds: 8, continue-rounds: 3, row-share: 0.8,");
        shop.Live(5);
        return shop;
    }

    private static string Line(CommandResult said) => (said.Output + said.Error).ReplaceLineEndings("");

    private static string Earlier(string time, int hours) =>
        Ledger.Day(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture).AddHours(-hours));

    private string? InForceBefore(int cycle) => shop.Work(place => place.At(shop.After(cycle)).Base.Deployment.Current);

    private ModelManifest Model(string version) => ModelManifest.Read(new WorkingTree(shop.Root), "shop", version);

    private DatasetManifest Dataset(string version) =>
        DatasetManifest.Read(new WorkingTree(shop.Root), DatasetManifest.Path("shop", version))!;

    private long Trainable(string from, string to) =>
        shop.Ask<long>(
            shop.After(5),
            $"SELECT count(*) FROM log WHERE NOT evaluates AND returned IS NOT NULL AND ordered_at >= '{from}' AND ordered_at < '{to}'"
        );
}
