using System.Text.RegularExpressions;
using Flywheel.Datasets;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Training;

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
    public void Every_key_of_going_on_and_of_choosing_rows_is_on_the_page() =>
        Assert.All(
            new[] { typeof(Continue), typeof(BatchSelection) }
                .SelectMany(kind => kind.GetProperties())
                .Where(property => property.SetMethod is not null)
                .Select(property => Flywheel.Yaml.KebabCase.Of(property.Name)),
            key => Assert.Contains(key, _page.Text, StringComparison.Ordinal)
        );
}
