using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Turns;

public sealed class OutlookTests
{
    [Fact]
    public void A_turn_that_is_as_it_was_is_remembered_but_for_the_boundary_to_production()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);

        var stages = Stages(repository, 4);

        Assert.Equal("runs each time: it takes in what production wrote since", stages["log"]);
        Assert.All(stages.Where(stage => stage.Key != "log"), stage => Assert.Equal("is remembered", stage.Value));
    }

    [Fact]
    public void An_edited_parameter_is_told_with_its_old_and_its_new_value_and_what_may_follow_from_it()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Edit("rounds: 8, depth: 3", "rounds: 12, depth: 3");

        var stages = Stages(repository, 4);

        Assert.Equal("is remembered", stages["form-dataset"]);
        Assert.Equal("would run again because training.xgboost.rounds was 8 and is 12", stages["train"]);
        Assert.Equal("would run again if train answers otherwise than then", stages["test"]);
        Assert.Equal("would run again if test answers otherwise than then", stages["roll-out"]);
        Assert.Equal("would run again because training.xgboost.rounds was 8 and is 12", stages["report"]);
    }

    [Fact]
    public void What_is_foretold_is_what_the_turn_does()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Edit("no-worse: { metric: auc, by: 0.05 }", "no-worse: { metric: auc, by: 0.06 }");

        var foretold = repository.Work(place =>
            new Outlook(place.At(repository.After(4))).Stages().Where(stage => stage.Runs).Select(stage => stage.Stage).ToList()
        );
        var ran = repository.Work(place =>
        {
            var told = new ToldStages();
            Loop.Turn((place with { Workplace = place.Workplace with { Progress = told } }).At(repository.After(4)));
            return told.Ran.ToList();
        });

        Assert.Equal(["log", "test", "roll-out", "report"], foretold);
        Assert.Equal(foretold, ran);
    }

    [Fact]
    public void A_list_that_grew_and_a_text_that_changed_are_told_by_their_paths()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Edit("cohorts.yaml", "at: [ 40, 70 ]", "at: [ 40, 60, 80 ]");
        repository.Edit("cohorts.yaml", "hour(ordered_at) < 6", "hour(ordered_at) < 5");

        Assert.Equal(
            "would run again because cohorts.amount.bands.at[1] was 70 and is 60; cohorts.night.where was hour(ordered_at) < 6 and is hour(ordered_at) < 5; cohorts.amount.bands.at[2] was absent and is 80",
            Stages(repository, 4)["monitor"]
        );
    }

    [Fact]
    public void Other_code_is_a_reason_and_so_are_another_environment_and_a_training_that_is_asked_for()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);

        var code = Of(place => place with { Code = "other" }, null);
        var machine = Of(
            place =>
                place with
                {
                    Environment = place.Environment.ToDictionary(part => part.Key, part => part.Key == "processor" ? "x64" : part.Value),
                },
            null
        );
        var asked = Of(place => place, "by hand");

        Assert.Equal("would run again because the code is another build than then", code["monitor"]);
        Assert.Matches("^would run again because the environment's processor was .+ and is x64$", machine["monitor"]);
        Assert.Equal("would run again because a training is asked for: by hand", asked["trigger"]);
        Assert.Equal("is remembered", asked["monitor"]);

        Dictionary<string, string> Of(Func<Workplace, Workplace> changed, string? retrain) =>
            repository.Work(place =>
                new Outlook((place with { Workplace = changed(place.Workplace) }).At(repository.After(4), retrain))
                    .Stages()
                    .ToDictionary(stage => stage.Stage, stage => stage.Said)
            );
    }

    [Fact]
    public void Partitions_that_came_since_are_counted()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        var file = repository.SourceFiles("labels")[^1];
        var corrected = Path.Combine(Path.GetDirectoryName(file)!, "2024-01-04-more.parquet");
        TemporaryRepository.ChangeFiles(
            $"COPY (SELECT order_id, 1 - returned AS returned, received_at FROM read_parquet('{file}') WHERE received_at < TIMESTAMP '2024-01-04 18:00:00' LIMIT 3) TO '{corrected}' (FORMAT parquet)"
        );
        repository.Turn(4, upTo: "log");

        Assert.StartsWith(
            "would run again because 1 labels partitions more than then",
            Stages(repository, 4)["monitor"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_objects_and_production_the_command_gives_the_same_answer()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Init();
        repository.Edit("rounds: 8", "rounds: 9");

        var with = repository.Flywheel("why", "shop", "--as-of", "2024-01-05");
        Directory.Delete(repository.PathOf(".flywheel/objects"), recursive: true);
        Directory.Delete(repository.PathOf(".flywheel/production"), recursive: true);
        var without = repository.Flywheel("why", "shop", "--as-of", "2024-01-05");
        var upTo = repository.Flywheel("why", "train", "shop", "--as-of", "2024-01-05");

        Assert.Equal((0, 0, 0), (with.Code, without.Code, upTo.Code));
        Assert.Equal(with.Output, without.Output);
        Assert.Contains(
            "→ train          would run again because training.xgboost.rounds was 8 and is 9\n",
            upTo.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("report", upTo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_was_never_turned_is_told_so_and_an_unknown_stage_is_a_mistake()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);

        var never = repository.Flywheel("why", "monitor", "shop", "--assume-merged");
        var unknown = repository.Flywheel("why", "tain", "shop", "--assume-merged");

        Assert.Equal(0, never.Code);
        Assert.Contains("monitor        has never run for 2024-01-05", never.Output, StringComparison.Ordinal);
        Assert.Equal(2, unknown.Code);
        Assert.Equal("flywheel: There is no stage 'tain'. Did you mean 'train'?\n", unknown.Error);
    }

    private static Dictionary<string, string> Stages(TemporaryRepository repository, int cycle) =>
        repository.Work(place =>
            new Outlook(place.At(repository.After(cycle))).Stages().ToDictionary(stage => stage.Stage, stage => stage.Said)
        );
}
