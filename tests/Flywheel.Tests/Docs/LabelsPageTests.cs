using Flywheel.Curation;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Docs;

/// <summary>docs/labels.md: what it shows can be written, and it shows every labeler and every way to resolve conflicts.</summary>
public sealed class LabelsPageTests
{
    private static readonly Page _page = new("docs/labels.md");

    public static TheoryData<string> Excerpts => [.. _page.Blocks.Where(block => block.Language == "yaml").Select(block => block.Content)];

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void What_is_shown_is_a_strategy(string excerpt) =>
        Assert.NotEmpty(FlightsStrategy.Curating($"{excerpt}\nrules:\n  - random: {{ share: 0.1 }}\n").Curation.Labels.Labelers);

    [Fact]
    public void Every_labeler_is_shown() =>
        Assert.All(
            LabelSource.Kinds.Words,
            word =>
                Assert.Contains(_page.Blocks, block => block.Language == "yaml" && block.Content.Contains(word, StringComparison.Ordinal))
        );

    [Fact]
    public void The_table_of_conflicts_is_the_enumeration() =>
        Assert.Equal(
            Enum.GetValues<LabelConflicts>().Select(kind => KebabCase.Of(kind.ToString())),
            _page.Table("When labels differ").Select(row => row[0])
        );

    [Theory]
    [InlineData("labels: { in-order: [ human-queue, { human-queue: { price: 1 } } ] }", "Two labelers sign with 'human-queue'.")]
    [InlineData("labels: { in-order: { of: [ human-queue ], price: 1 } }", "Several labelers have a price or a name together.")]
    [InlineData(
        "labels: { in-order: [ { human-queue: { conflicts: majority } } ] }",
        "The labeler 'human-queue' says which of several labels counts."
    )]
    [InlineData("labels: { human-queue: { context: [ orgin ] } }", "'orgin' is no column.")]
    [InlineData("labels: { sql-rule: score > 0.9 }", "score")]
    [InlineData("labels: { sql-rule: \"'late'\" }", "error FW03")]
    [InlineData("labels: { command: { run: [] } }", "'run'")]
    public void A_mistake_is_told(string labels, string said)
    {
        var refused = Assert.Throws<RefusedException>(() => FlightsStrategy.Curating($"{labels}\nrules:\n  - random: {{ share: 1 }}\n"));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }
}
