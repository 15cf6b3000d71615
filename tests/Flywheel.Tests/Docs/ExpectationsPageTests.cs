using Flywheel.Cli;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Tests.Docs;

/// <summary>docs/expectations.md: what it shows is a strategy without mistakes, and it names every kind and every key.</summary>
public sealed class ExpectationsPageTests
{
    private const string Gates = "  gates:\n";

    private static readonly Page _page = new("docs/expectations.md");

    private static string[] Blocks => [.. _page.Blocks.Where(block => block.Language == "yaml").Select(block => block.Content + "\n")];

    public static TheoryData<string> GateBlocks => [.. Blocks.Where(block => block.StartsWith("    - ", StringComparison.Ordinal))];

    public static TheoryData<string> ExpectationBlocks =>
        [.. Blocks.Where(block => block.Contains("  expectations:\n", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(ExpectationBlocks))]
    public void What_is_expected_can_stand_in_the_strategy_of_its_model(string block) =>
        Assert.NotEmpty(
            Load(
                block.StartsWith("# strategy/mail", StringComparison.Ordinal) ? "mail" : "flights",
                block + Gates
            ).Main.OfflineTest.Expectations
        );

    [Theory]
    [MemberData(nameof(GateBlocks))]
    public void A_gate_can_stand_beside_them(string block) =>
        Assert.Contains(Load("flights", Blocks[0] + Gates + block).Main.OfflineTest.Gates, gate => gate.Name == "expectations");

    [Fact]
    public void The_key_of_disagreements_can_stand_there() =>
        Assert.Equal(
            20,
            Load(
                "flights",
                Assert.Single(Blocks, block => block.Contains("disagreements:", StringComparison.Ordinal)) + Gates
            ).Main.OfflineTest.Disagreements
        );

    [Fact]
    public void Every_kind_and_every_key_is_on_the_page()
    {
        Assert.All(Expectation.Kinds.Words, word => Assert.Contains($"| `{word}` | ", _page.Text, StringComparison.Ordinal));
        Assert.All(
            typeof(Expectation).GetProperties().Where(property => property.SetMethod is not null),
            property => Assert.Contains($"| `{KebabCase.Of(property.Name)}` | ", _page.Text, StringComparison.Ordinal)
        );
    }

    private static ModelStrategy Load(string model, string gates)
    {
        using var workshop = new Workshop(Repository.Root, new NoProgress());
        var files = new FilesInMemory(workshop.Files);
        foreach (var path in workshop.Files.List($"strategy/{model}"))
        {
            var text = workshop.Files.Read(path)!;
            files.Write(path, path.EndsWith(StrategyLoader.MainFile, StringComparison.Ordinal) ? Edited(text) : text);
        }

        return workshop.Strategy(model, files);

        string Edited(string text)
        {
            Assert.Contains(Gates, text, StringComparison.Ordinal);
            return text.Replace(Gates, gates, StringComparison.Ordinal);
        }
    }
}
