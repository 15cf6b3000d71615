using Flywheel.Cli;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Tests.Strategy;

public sealed class StrategyFilesTests
{
    [Fact]
    public void The_committed_strategy_of_the_flights_has_no_fault()
    {
        using var workshop = new Workshop(Repository.Root, new NoProgress());
        var faults = new Faults();

        var strategy = new StrategyLoader(new WorkingTree(Repository.Root), workshop.Checker).Load("flights", faults);

        Assert.Equal("", faults.ToString());
        Assert.NotNull(strategy);
        Assert.Equal("flights", strategy.Model);
    }

    [Fact]
    public void Mistakes_of_many_kinds_in_all_files_are_told_at_once()
    {
        using var repository = new TemporaryRepository();
        foreach (var file in StrategyLoader.FileNames)
        {
            repository.Write($"strategy/flights/{file}", File.ReadAllText(Path.Combine(Repository.Root, "strategy/flights", file)));
        }

        Plant("strategy.yaml", "seed: 2001", "sede: 2001");
        Plant("strategy.yaml", "cycle: 7d", "cycle: 7 days");
        Plant("strategy.yaml", "  id: flight_id\n", "");
        Plant("strategy.yaml", "rounds: 100", "rounds: many");
        Plant("strategy.yaml", "- no-harm: {", "- do-no-harm: {");
        Plant("strategy.yaml", "operations: [ no-worse, no-creep", "operations: [ no-worse, no-worse");
        Plant("metrics.yaml", "brier", "breir");
        Plant("projections.yaml", "hour(departs_at) * 60", "hour(departed_at) * 60");
        Plant("projections.yaml", "from-hub: CASE WHEN", "from-hub: random() + CASE WHEN");
        Plant("cohorts.yaml", "[ 250, 500, 1000, 1500 ]", "[ 250, 1000, 500, 1500 ]");
        Plant("curation.yaml", "labels: from-log", "labels: from-log\nlabels: from-log");
        repository.Write("strategy/flights/metric.yaml", "metrics: [ auc ]\n");

        var result = repository.Flywheel("validate", "flights");

        Assert.Equal(2, result.Code);
        Assert.Equal("✗ flights: 12 mistakes\n", result.Output);
        Snapshot.Match(result.Error, "tests/Flywheel.Tests/Strategy/planted-mistakes.txt");

        void Plant(string file, string old, string now)
        {
            var path = $"strategy/flights/{file}";
            var text = repository.Read(path)!;
            Assert.Contains(old, text, StringComparison.Ordinal);
            repository.Write(path, text.Replace(old, now, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("metrics.yaml", "distances: [ jensen-shannon, psi ]", "distances: [ jensen-shannon, psi, psi ]", "'distances' has 'psi'")]
    [InlineData("metrics.yaml", "metrics: [ auc, log-loss ]", "metrics: [ auc, auc ]", "'metrics' has 'auc'")]
    [InlineData("cohorts.yaml", "in: [ app, web, shop ]", "in: [ app, web, app ]", "'in' has 'app'")]
    [InlineData("strategy.yaml", "in: [ channel ]", "in: [ channel, channel ]", "'in' has 'channel'")]
    [InlineData("strategy.yaml", "operations: [ no-worse, no-harm ]", "operations: [ no-worse, no-worse ]", "'operations' has 'no-worse'")]
    [InlineData(
        "strategy.yaml",
        "- rows: { at-least: 500 }",
        "- rows: { at-least: 500 }\n    - rows: { at-least: 500 }",
        "'alert' has the same entry"
    )]
    [InlineData(
        "strategy.yaml",
        "- missing: { column: items }",
        "- missing: { column: items }\n    - missing: { column: items, at-most: 0 }",
        "'observe' has the same entry"
    )]
    [InlineData("strategy.yaml", "trigger: { every: 1d }", "trigger: { any: [ every: 1d, manual, manual ] }", "'any' has 'manual'")]
    [InlineData(
        "strategy.yaml",
        "- at-least: { metric: auc, value: 0.55 }",
        "- at-least: { metric: auc, value: 0.55 }\n    - at-least: { value: 0.55, metric: auc }",
        "'first-model' has the same entry"
    )]
    public void An_entry_that_stands_twice_in_a_list_of_different_ones_is_a_fault(string file, string old, string now, string said)
    {
        using var repository = new TemporaryRepository();
        repository.Edit(file, old, now);

        var result = repository.Flywheel("validate", "shop");

        Assert.Equal(2, result.Code);
        Assert.Matches(
            $"strategy/shop/{file}:[0-9]+:[0-9]+: error FW0216: {said} for the second time; the first is at strategy/shop/{file}:[0-9]+:[0-9]+\\. "
                + "An entry counts once, and is told from the others by what it says\\. Delete one of the two\\.\n$",
            result.Error
        );
    }

    [Fact]
    public void A_strategy_as_explained_is_the_same_strategy()
    {
        using var repository = new TemporaryRepository();
        var digest = repository.Work(place => place.Strategy.Digest);
        using var workshop = new Workshop(repository.Root, new NoProgress());
        var explained = new StrategyLoader(workshop.Files, workshop.Checker).Explained(ShopStrategy.Model, withDocs: true, new Faults())!;

        foreach (var (file, text) in explained)
        {
            repository.Write($"strategy/shop/{file}", text);
        }

        Assert.Equal(StrategyLoader.FileNames, explained.Select(text => text.File));
        Assert.Equal(digest, repository.Work(place => place.Strategy.Digest));
    }

    [Fact]
    public void Explain_strategy_shows_every_default()
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel("explain-strategy", "shop");

        Assert.Equal(0, result.Code);
        Snapshot.Match(result.Output, "tests/Flywheel.Tests/Strategy/explained-shop.txt");
    }

    [Fact]
    public void Comments_the_order_of_keys_and_defaults_written_out_make_no_other_strategy()
    {
        using var repository = new TemporaryRepository();
        var digest = repository.Work(place => place.Strategy.Digest);

        repository.Edit("model: shop\nseed: 7\n", "# a remark\nseed: 7   # another\nformat: 1\nmodel: \"shop\"\n");
        repository.Edit("{ rounds: 8, depth: 3, eta: 0.3 }", "{ eta: 0.30, depth: 3, gamma: 0, rounds: 8 }");
        repository.Write("strategy/shop/metrics.yaml", "distances:\n  - jensen-shannon\n  - psi\nmetrics:\n  - auc\n  - log-loss\n");

        Assert.Equal(digest, repository.Work(place => place.Strategy.Digest));
    }

    [Theory]
    [InlineData("strategy.yaml", "seed: 7", "seed: 8")]
    [InlineData("strategy.yaml", "amount: amount\n", "amount: amount + 0\n")]
    [InlineData("strategy.yaml", "by: 0.05", "by: 0.051")]
    [InlineData("metrics.yaml", "auc, log-loss", "log-loss, auc")]
    [InlineData("projections.yaml", "each:", "per-item:")]
    [InlineData("cohorts.yaml", "minimum-rows: 100", "minimum-rows: 101")]
    [InlineData("curation.yaml", "share: 1", "share: 0.9")]
    public void Another_value_makes_another_strategy(string file, string old, string now)
    {
        using var repository = new TemporaryRepository();
        var digest = repository.Work(place => place.Strategy.Digest);

        repository.Edit(file, old, now);

        Assert.NotEqual(digest, repository.Work(place => place.Strategy.Digest));
    }

    [Fact]
    public void The_committed_schemas_are_those_of_the_records()
    {
        Assert.All(
            Flywheel.Cli.Commands.SchemaCommand.Files,
            file => Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, file.Path)), file.Text)
        );
    }
}
