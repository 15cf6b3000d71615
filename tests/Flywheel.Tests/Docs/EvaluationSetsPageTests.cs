using Flywheel.Datasets;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/evaluation-sets.md: what it shows is a strategy without mistakes, and it names every way to grow.</summary>
public sealed class EvaluationSetsPageTests
{
    private const string Sets = "  evaluation-sets:\n    recent: v1\n    long-haul: v1\n    red-eye: v1\n";

    private static readonly Page _page = new("docs/evaluation-sets.md");

    public static TheoryData<string> Blocks => [.. _page.Blocks.Where(block => block.Language == "yaml").Select(block => block.Content)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void What_is_shown_can_stand_in_the_strategy_of_the_flights(string block)
    {
        var old = block.StartsWith("    - ", StringComparison.Ordinal) ? "  gates:\n" : Sets;
        var strategy = FlightsStrategy.Load(
            new()
            {
                [StrategyLoader.MainFile] = text =>
                {
                    Assert.Contains(old, text, StringComparison.Ordinal);
                    return text.Replace(old, (old == Sets ? "" : old) + block.TrimEnd('\n') + "\n", StringComparison.Ordinal);
                },
            }
        );

        Assert.NotEqual(FlightsStrategy.Loaded.Digest, strategy.Digest);
    }

    [Fact]
    public void Every_way_to_grow_and_every_key_of_the_gate_is_on_the_page()
    {
        Assert.All(Growth.Kinds.Words, word => Assert.Contains($"- `{word}`: ", _page.Text, StringComparison.Ordinal));
        Assert.All(
            typeof(NoLeak).GetProperties().Where(property => property.SetMethod is not null && property.DeclaringType == typeof(NoLeak)),
            property => Assert.Contains($"`{Flywheel.Yaml.KebabCase.Of(property.Name)}` (", _page.Text, StringComparison.Ordinal)
        );
    }
}
