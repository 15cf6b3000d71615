using Flywheel.OfflineTesting;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Turns;

public sealed class RebuildTests
{
    [Fact]
    public void A_model_whose_bytes_are_lost_is_made_again_with_the_same_hash()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(3);
        repository.Arrive(4);
        var file = ObjectOf(repository, "2024-01-04");
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);

        var turn = repository.Turn(4);

        Assert.Equal("2024-01-04", turn.Of<Comparison>().Current);
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_rebuild_in_the_middle_of_a_turn_leaves_no_trace_in_it()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var before = repository.Outputs();
        File.Delete(ObjectOf(repository, "2024-01-04"));
        Directory.Delete(repository.PathOf(".flywheel/documents/turns"), recursive: true);

        repository.Turn(4);

        var after = repository.Outputs();
        Same.Files(before.Where(file => after.ContainsKey(file.Key)).ToDictionary(), after);
        Assert.Equal(Loop.Stages.Count, repository.Records().Count);
    }

    [Fact]
    public void A_rebuild_in_another_environment_says_how_far_its_scores_are_from_those_that_production_logged()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Arrive(5);
        var manifest = Manifest(repository, "2024-01-04");
        var elsewhere = manifest with
        {
            Bytes = new string('0', 64),
            Environment = new Dictionary<string, string>(manifest.Environment) { ["xgboost"] = "0.9" },
        };
        repository.Write(ModelManifest.Path(ShopStrategy.Model, "2024-01-04"), elsewhere.Write());
        var told = new ToldStages();

        repository.Work(place =>
        {
            var turn = new Workbench(place.Strategy, place.Workplace with { Progress = told }).At(repository.After(5));
            Loop.Turn(turn, "log");
            using var again = ModelShelf.Load(turn, "2024-01-04");
            using var known = ModelShelf.Load(turn, "2024-01-04");
            return turn;
        });

        Assert.Equal(
            [
                "model shop@2024-01-04: other environment (xgboost 0.9 then, 1.7.4 now): rebuilt, "
                    + "largest score difference 0.0e+0 over 1200 rows that production logged its scores of",
            ],
            told.Said
        );
    }

    [Fact]
    public void A_model_whose_reservoir_is_lost_is_refused_by_the_turn_whose_batch_is_missing()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.LoseStore();

        var refused = Assert.Throws<RefusedException>(() => repository.Turn(5));

        Assert.Equal(ExitCode.Lacking, refused.Code);
        Assert.Equal(
            "model shop@2024-01-05 is not in the store and cannot be rebuilt: the reservoir has no batch of the turn of 2024-01-02.",
            refused.Message
        );
    }

    [Fact]
    public void A_model_of_an_earlier_strategy_is_made_again_by_the_one_that_git_remembers()
    {
        using var repository = new TemporaryRepository();
        repository.Init();
        repository.Live(3);
        repository.Commit();
        repository.Edit("rounds: 8", "rounds: 9");
        repository.Commit();
        repository.Arrive(4);
        var file = ObjectOf(repository, "2024-01-04");
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);

        var turn = repository.Turn(4);

        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Equal((8, 9), (Manifest(repository, "2024-01-04").Rounds, turn.Of<TrainingRecord>().Manifest!.Rounds));
    }

    [Fact]
    public void A_model_of_a_strategy_that_nobody_remembers_is_refused_by_its_digest()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Arrive(4);
        repository.Edit("rounds: 8", "rounds: 9");
        File.Delete(ObjectOf(repository, "2024-01-04"));

        var refused = Assert.Throws<RefusedException>(() => repository.Turn(4));

        Assert.Equal(
            "model shop@2024-01-04 is not in the store and cannot be rebuilt: no revision of strategy/shop has the digest "
                + $"{Manifest(repository, "2024-01-04").Strategy}.",
            refused.Message
        );
    }

    private static ModelManifest Manifest(TemporaryRepository repository, string version) =>
        repository.Work(place => ModelManifest.Read(place.Workplace.Files, ShopStrategy.Model, version));

    private static string ObjectOf(TemporaryRepository repository, string version)
    {
        var hash = Manifest(repository, version).Bytes;
        return repository.PathOf($".flywheel/objects/{hash[..2]}/{hash[2..]}");
    }
}
