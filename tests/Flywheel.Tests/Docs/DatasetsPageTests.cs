using System.Text.RegularExpressions;
using Flywheel.Datasets;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/datasets.md: what it shows can stand in the strategy of the flights, and it shows every kind.</summary>
public sealed class DatasetsPageTests
{
    private static readonly Page _page = new("docs/datasets.md");

    public static TheoryData<string> Datasets => [.. Blocks("dataset:")];

    [Theory]
    [MemberData(nameof(Datasets))]
    public void What_is_shown_of_a_dataset_is_one(string block)
    {
        var strategy = Load(text => Regex.Replace(text, @"(?s)\ndataset:\n.*?\n\n", _ => $"\n{block.TrimEnd('\n')}\n\n"));

        Assert.NotEqual(FlightsStrategy.Loaded.Main.Dataset.Points, strategy.Main.Dataset.Points);
    }

    [Fact]
    public void The_gate_is_shown_with_its_defaults()
    {
        var gate = Assert.Single(Blocks("# to be added under offline-test.gates\n")).Split('\n', 2)[1];

        var strategy = Load(text => text.Replace("  first-model:\n", $"{gate.TrimEnd('\n')}\n  first-model:\n", StringComparison.Ordinal));

        Assert.Equal(new NoSurprise(), strategy.Main.OfflineTest.Gates[^1]);
    }

    [Fact]
    public void The_checks_are_checks()
    {
        var checks = Assert.Single(Blocks("# to be added under monitoring.observe\n")).Split('\n', 2)[1];

        Assert.Equal(checks.Trim().Split('\n').Length, FlightsStrategy.Observing(checks).Main.Monitoring.Observe.Count);
    }

    [Fact]
    public void Every_kind_of_points_and_of_weights_is_on_the_page()
    {
        Assert.All(Points.Kinds.Words, word => Assert.Matches($"(?m)^\\|.*`{word}[`:].*\\|", _page.Text));
        Assert.All(RowWeights.Kinds.Words, word => Assert.Contains($"`{word}`", _page.Text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Blocks(string begin) =>
        _page
            .Blocks.Where(block => block.Language == "yaml" && block.Content.StartsWith(begin, StringComparison.Ordinal))
            .Select(block => block.Content);

    private static ModelStrategy Load(Func<string, string> edit) => FlightsStrategy.Load(new() { [StrategyLoader.MainFile] = edit });
}
