using Flywheel.Curation;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/curation.md: what it shows can be written, and it shows every rule.</summary>
public sealed class CurationPageTests
{
    private static readonly Page _page = new("docs/curation.md");

    public static TheoryData<string> Excerpts => [.. _page.Blocks.Select(block => block.Content)];

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void What_is_shown_is_a_strategy(string excerpt) =>
        Assert.NotEmpty(FlightsStrategy.Curating($"labels: from-log\n{excerpt}\n").Curation.Rules);

    [Fact]
    public void Every_rule_is_shown() =>
        Assert.All(CurationRule.Kinds.Words, word => Assert.Contains($"  - {word}: ", _page.Text, StringComparison.Ordinal));
}
