using System.Text.RegularExpressions;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Triggers;

namespace Flywheel.Tests.Docs;

/// <summary>docs/triggers.md: what it shows is a strategy without mistakes, and it names every kind.</summary>
public sealed class TriggersPageTests
{
    private static readonly Page _page = new("docs/triggers.md");

    public static TheoryData<string> Blocks => [.. _page.Blocks.Where(block => block.Language == "yaml").Select(block => block.Content)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void What_is_shown_can_stand_in_the_strategy_of_the_flights(string block)
    {
        var strategy = FlightsStrategy.Load(
            new()
            {
                [StrategyLoader.MainFile] = text => Regex.Replace(text, @"(?s)\ntrigger:\n.*?\n\n", _ => $"\n{block.TrimEnd('\n')}\n\n"),
            }
        );

        Assert.NotEqual(FlightsStrategy.Loaded.Main.Trigger, strategy.Main.Trigger);
    }

    [Fact]
    public void Every_kind_is_on_the_page() =>
        Assert.All(Trigger.Kinds.Words, word => Assert.Matches($"(?m)^\\|.*`{word}[`:].*\\|.*\\|.*\\|$", _page.Text));
}
