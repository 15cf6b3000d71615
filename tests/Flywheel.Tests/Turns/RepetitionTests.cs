using Flywheel.State;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Turns;

public sealed class RepetitionTests
{
    [Fact]
    public void Turning_a_cycle_again_changes_no_byte()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var before = repository.Outputs();

        repository.Turn(4);

        Same.Files(before, repository.Outputs());
    }

    [Fact]
    public void A_turn_whose_records_are_lost_gives_them_again()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var before = repository.Outputs();
        Directory.Delete(repository.PathOf(".flywheel/documents/turns"), recursive: true);

        repository.Turn(4);

        var after = repository.Outputs();
        Same.Files(before.Where(file => after.ContainsKey(file.Key)).ToDictionary(), after);
        Assert.Equal(Loop.Stages.Count, repository.Records().Count);
    }

    [Fact]
    public void A_lost_store_gives_the_same_bytes_once_every_cycle_is_turned_again()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var before = repository.Outputs();

        repository.LoseStore();
        for (var cycle = 1; cycle <= 4; cycle++)
        {
            repository.Turn(cycle);
        }

        Same.Files(before, repository.Outputs());
    }

    [Fact]
    public void A_turn_interrupted_after_any_stage_goes_on_to_the_same_bytes()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(3);
        repository.Arrive(4);
        using var whole = new TemporaryRepository();
        whole.TakeProductionOf(repository);
        for (var cycle = 1; cycle <= 4; cycle++)
        {
            whole.Turn(cycle);
        }

        foreach (var stage in Loop.Stages)
        {
            Directory.Delete(repository.PathOf(".flywheel/documents/turns"), recursive: true);

            repository.Turn(4, upTo: stage.Name);
            repository.Turn(4);

            Same.Files(whole.Tracked(), repository.Tracked());
            var records = repository.Records();
            Same.Files(whole.Records().Where(file => records.ContainsKey(file.Key)).ToDictionary(), records);
        }
    }

    [Fact]
    public void The_stages_in_a_row_give_the_bytes_of_one_loop()
    {
        using var loop = new TemporaryRepository(untidy: true);
        loop.Live(4);
        using var stages = new TemporaryRepository();
        stages.TakeProductionOf(loop);
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            stages.Turn(cycle);
        }

        foreach (var stage in Loop.Stages)
        {
            var result = stages.Flywheel(stage.Name, "shop", "--as-of", "2024-01-05", "--assume-merged");
            Assert.True(result.Code == 0, result.Error);
        }

        Same.Files(loop.Outputs(), stages.Outputs());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void The_number_of_threads_changes_no_byte(int threads)
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        using var other = new TemporaryRepository { Threads = threads };
        other.TakeProductionOf(repository);

        for (var cycle = 1; cycle <= 4; cycle++)
        {
            other.Turn(cycle);
        }

        Same.Files(repository.Outputs(), other.Outputs());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void A_machine_that_says_it_has_so_many_processors_gives_the_same_reports(int processors)
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        using var other = new TemporaryRepository();
        other.TakeProductionOf(repository);

        for (var cycle = 1; cycle <= 4; cycle++)
        {
            var result = other.Run(
                "env",
                $"DOTNET_PROCESSOR_COUNT={processors}",
                $"OMP_NUM_THREADS={processors}",
                "dotnet",
                "exec",
                Path.Combine(AppContext.BaseDirectory, "Flywheel.Cli.dll"),
                "loop",
                "shop",
                "--assume-merged",
                "--as-of",
                Ledger.Day(other.After(cycle))
            );
            Assert.True(result.Code == 0, result.Error);
        }

        Same.Files(repository.Tracked(), other.Tracked());
    }
}
