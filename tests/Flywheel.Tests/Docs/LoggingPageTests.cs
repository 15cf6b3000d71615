using Flywheel.Logging.Redactions;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Docs;

/// <summary>docs/logging.md shows what can be written, as it can be written.</summary>
public sealed class LoggingPageTests
{
    private static readonly Page _page = new("docs/logging.md");

    public static TheoryData<string> Excerpts => [.. _page.Blocks.Where(block => block.Language == "yaml").Select(block => block.Content)];

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void What_is_shown_can_be_added_to_the_flights(string excerpt)
    {
        var key = excerpt.Split(':')[0];
        var strategy = FlightsStrategy.Load(
            new()
            {
                [StrategyLoader.MainFile] = text =>
                    key switch
                    {
                        "  observe" => text.Replace("  observe:\n", excerpt + "\n", StringComparison.Ordinal),
                        "  quarantine" => text.Replace("  quarantine:\n", excerpt + "\n", StringComparison.Ordinal),
                        _ => text.Replace("  keep: all\n", excerpt + "\n", StringComparison.Ordinal),
                    },
            }
        );

        Assert.NotEqual(FlightsStrategy.Loaded.Digest, strategy.Digest);
    }

    [Fact]
    public void Every_kind_of_redaction_has_a_row() =>
        Assert.Equal(Redaction.Kinds.Words, _page.Table("Redaction").Select(row => row[0].Split(':')[0]));
}
