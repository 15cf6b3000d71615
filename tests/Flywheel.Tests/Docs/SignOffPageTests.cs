using Flywheel.SignOff;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/sign-off.md: its stakeholders are a strategy's, and its CODEOWNERS is the template's.</summary>
public sealed class SignOffPageTests
{
    private static readonly Page _page = new("docs/sign-off.md");

    [Fact]
    public void The_stakeholders_can_stand_in_the_strategy_of_the_flights()
    {
        const string Old = "  sign-off:\n    operations: [ no-worse, no-creep, at-least ]\n    fairness: [ no-harm ]\n";
        var block = _page.Blocks.Single(block => block.Language == "yaml").Content + "\n";

        var strategy = FlightsStrategy.Load(
            new()
            {
                [StrategyLoader.MainFile] = text =>
                {
                    Assert.Contains(Old, text, StringComparison.Ordinal);
                    return text.Replace(Old, block, StringComparison.Ordinal);
                },
            }
        );

        Assert.Equal(["@your-org/fairness", "ada@example.org"], strategy.Main.OfflineTest.SignOff["fairness"].Owners);
        Assert.Empty(strategy.Main.OfflineTest.SignOff["operations"].Owners);
    }

    [Fact]
    public void The_lines_of_CODEOWNERS_are_those_of_the_template()
    {
        var block = _page.Blocks.Single(block => block.Language == "text").Content;

        Assert.EndsWith(block + "\n", OwnersTemplate.Text, StringComparison.Ordinal);
        Assert.All(CodeOwners.Places, place => Assert.Contains($"`{place}`", _page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void All_that_needs_an_owner_is_named() =>
        Assert.All(Guarded.All, guarded => Assert.Contains($"`{guarded.Named}`", _page.Text, StringComparison.Ordinal));
}
