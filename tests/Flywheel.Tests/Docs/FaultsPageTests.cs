using System.Text;
using Flywheel.Curation.Labelling;
using Flywheel.Expressions;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.SignOff;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Tests.Docs;

public sealed class FaultsPageTests
{
    [Fact]
    public void Every_code_stands_on_the_page()
    {
        var page = new StringBuilder(
            """
            # Faults

            Generated from the tables of codes; a test keeps it fresh. A fault is a mistake in a strategy, told as
            `file:line:column: error CODE: what. why. how to mend.` All faults of a run are shown at once, and the exit code is 2.

            ## YAML text, keys and values


            """
        );
        page.Table(["code", "what is wrong"], Rows(FaultCodes.All)).Append("\n## Expressions\n\n");
        page.Table(["code", "what is wrong"], Rows(ExpressionFaults.All)).Append("\n## Between keys and files\n\n");
        page.Table(["code", "what is wrong"], Rows(ReferenceFaults.All)).Append("\n## Labels\n\n");
        page.Table(["code", "what is wrong"], Rows(LabelFaults.All)).Append("\n## Expectations\n\n");
        page.Table(["code", "what is wrong"], Rows(ExpectationFaults.All)).Append("\n## CODEOWNERS\n\n");
        page.Table(["code", "what is wrong"], Rows(OwnersFaults.All));

        GeneratedPage.Match(page.ToString(), "docs/faults.md");
    }

    private static IEnumerable<string[]> Rows(IReadOnlyDictionary<string, string> codes) =>
        codes.OrderBy(code => code.Key, StringComparer.Ordinal).Select(code => new[] { code.Key, code.Value });
}
