using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.Datasets;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Training;
using Flywheel.Training.Searching;
using Flywheel.Yaml;

namespace Flywheel.Tests.Docs;

/// <summary>docs/training.md: what it shows is a strategy without mistakes, and it names every key.</summary>
public sealed class TrainingPageTests
{
    private static readonly Page _page = new("docs/training.md");

    public static TheoryData<string> Blocks => [.. _page.Blocks.Where(block => block.Language == "yaml").Select(block => block.Content)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void What_is_shown_can_stand_in_the_strategy_of_the_flights(string block)
    {
        var strategy = FlightsStrategy.Load(
            new()
            {
                [StrategyLoader.MainFile] = text =>
                    Regex
                        .Matches(block, @"(?ms)^([a-z-]+):\n.*?(?=^[a-z]|\z)")
                        .Aggregate(
                            text,
                            (whole, part) =>
                                Regex.Replace(whole, $@"(?s)\n{part.Groups[1].Value}:\n.*?\n\n", _ => $"\n{part.Value.TrimEnd('\n')}\n\n")
                        ),
            }
        );

        Assert.NotEqual(FlightsStrategy.Loaded.Main.Training, strategy.Main.Training);
    }

    [Fact]
    public void Every_key_of_going_on_of_choosing_rows_and_of_searching_is_on_the_page() =>
        Assert.All(
            new[] { typeof(Continue), typeof(BatchSelection), typeof(AutoTrainer) }
                .SelectMany(kind => kind.GetProperties())
                .Where(property => property.SetMethod is not null)
                .Select(property => KebabCase.Of(property.Name)),
            key => Assert.Contains(key, _page.Text, StringComparison.Ordinal)
        );

    [Fact]
    public void The_bounds_that_parameters_are_drawn_between_are_those_of_the_page()
    {
        foreach (var trainer in Enum.GetValues<SearchedTrainer>())
        {
            var row = _page
                .Text.Split('\n')
                .Single(line => line.StartsWith($"| `{KebabCase.Of(trainer.ToString())}` | `", StringComparison.Ordinal));
            var spans = SearchSpace.Of(trainer);

            Assert.Equal(spans.Count, Regex.Count(row, "`[a-z-]+` [0-9.]+ and"));
            Assert.All(
                spans,
                span =>
                    Assert.Contains(
                        string.Create(CultureInfo.InvariantCulture, $"`{span.Key}` {(decimal)span.Low} and {(decimal)span.High}"),
                        row,
                        StringComparison.Ordinal
                    )
            );
        }
    }
}
