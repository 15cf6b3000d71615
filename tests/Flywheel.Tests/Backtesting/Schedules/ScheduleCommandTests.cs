using System.Text.RegularExpressions;
using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Backtesting.Schedules;

/// <summary>The shop never changes, so age costs it nothing: what a study must see.</summary>
public sealed class ScheduleCommandTests
{
    private const string Costs = "costs: { false-positive: 1, false-negative: 3, training: 5, review: 40, roll-out: 20 }\nclock: log\n";

    [Fact]
    public void Where_nothing_ages_the_longest_interval_is_the_cheapest_and_a_second_run_gives_the_same_bytes()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("clock: log\n", Costs);
        repository.Arrive(13);

        var first = repository.Flywheel("schedule", "shop");
        var files = repository.Tracked();
        var second = repository.Flywheel("schedule", "shop");

        Assert.True(first.Code == 0, first.Output + first.Error);
        Assert.Equal(0, second.Code);
        Assert.Equal(files, repository.Tracked());
        Assert.Equal(
            ["reports/shop/schedule-cost.svg", "reports/shop/schedule-decay.svg", "reports/shop/schedule.csv", "reports/shop/schedule.md"],
            files.Keys
        );
        var written = Regex.Match(first.Output, "(?m)^Write into trigger of strategy/shop/strategy.yaml: (every: [0-9]d)$");
        Assert.True(written.Success, first.Output);

        // What is to be written is a strategy.
        repository.Edit("trigger: { every: 1d }", $"trigger: {{ {written.Groups[1].Value} }}");
        Assert.Equal(0, repository.Flywheel("validate").Code);
    }

    [Fact]
    public void What_is_received_later_changes_no_measurement_of_a_cycle_before()
    {
        using var longer = new TemporaryRepository();
        using var shorter = new TemporaryRepository();
        longer.Arrive(13);
        shorter.Arrive(12);

        Assert.Equal(4, longer.Flywheel("schedule", "shop").Code);
        Assert.Equal(4, shorter.Flywheel("schedule", "shop").Code);

        // The last evening's labels come within the next cycle, so the last cycle of the shorter history is not yet whole.
        var (all, before) = (Cells(longer), Cells(shorter));
        var both = before.Where(cell => !cell.Contains(",2024-01-13,", StringComparison.Ordinal)).ToList();
        Assert.True(both.Count >= 25, $"{both.Count} cells");
        Assert.All(both, cell => Assert.Contains(cell, all));

        static List<string> Cells(TemporaryRepository repository) =>
            [.. repository.Read("reports/shop/schedule.csv")!.TrimEnd('\n').Split('\n').Skip(1)];
    }

    [Fact]
    public void Without_a_price_the_decay_is_shown_and_no_interval_is_chosen()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(12);

        var result = repository.Flywheel("schedule", "shop");

        Assert.Equal(4, result.Code);
        Assert.Contains("the strategy does not say what errors and trainings cost", result.Output, StringComparison.Ordinal);
        Assert.NotNull(repository.Read("reports/shop/schedule-decay.svg"));
        Assert.Null(repository.Read("reports/shop/schedule-cost.svg"));
    }

    [Theory]
    [InlineData(ModelTask.Regression, "mae")]
    [InlineData(ModelTask.Multiclass, "accuracy")]
    public void Other_tasks_are_priced_by_their_metric(ModelTask task, string metric)
    {
        using var repository = new TemporaryRepository(task: task);
        repository.Arrive(12);

        var result = repository.Flywheel("schedule", "shop", "--price", "0.01", "--retraining", "75");

        Assert.True(result.Code is 0 or 4, result.Output + result.Error);
        Assert.Contains($"{metric} at 0.01", repository.Read("reports/shop/schedule.md")!, StringComparison.Ordinal);
        Assert.NotNull(repository.Read("reports/shop/schedule-cost.svg"));
    }

    [Fact]
    public void Too_short_a_history_is_not_enough_evidence()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("clock: log\n", Costs);
        repository.Arrive(6);

        var result = repository.Flywheel("schedule", "shop");

        Assert.Equal(4, result.Code);
        Assert.StartsWith(
            "not enough evidence",
            result.Output.Split('\n').First(line => line.StartsWith("not", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.NotNull(repository.Read("reports/shop/schedule.md"));
    }

    [Theory]
    [InlineData("--price", "-1")]
    [InlineData("--retraining", "0")]
    [InlineData("--to", "yesterday")]
    [InlineData("--to", "2023-01-01")]
    public void A_slip_is_named(string option, string value)
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);

        var result = repository.Flywheel("schedule", "shop", option, value);

        Assert.Equal(2, result.Code);
        Assert.NotEmpty(result.Error + result.Output);
        Assert.Null(repository.Read("reports/shop/schedule.md"));
    }
}
