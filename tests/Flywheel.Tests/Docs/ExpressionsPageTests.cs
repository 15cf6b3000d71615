using System.Text;
using System.Text.RegularExpressions;
using Flywheel.Expressions;

namespace Flywheel.Tests.Docs;

public sealed partial class ExpressionsPageTests
{
    [Fact]
    public void Every_function_and_cast_stands_on_the_page()
    {
        var page = new StringBuilder(
            """
            # What an expression may use

            Generated from the tables that the checker reads (`src/Flywheel/Expressions/Functions.cs` and `Casts.cs`); a test keeps it fresh.
            How expressions are written and checked: [strategy.md](strategy.md#expressions).

            Besides these an expression may hold columns, constants, `AND`, `OR`, `NOT`, `=`, `<>`, `<`, `<=`, `>`, `>=`, `BETWEEN`, `IN`,
            `IS NULL`, `IS DISTINCT FROM`, `LIKE` and `CASE`. A NULL argument gives NULL unless the sentence says otherwise; an Integer becomes a Double
            where one is wanted. In the texts of the engines `{0}` is the first argument, `{1}` the second, `{*}` all of them.

            ## Functions


            """
        );
        page.Table(
            ["function", "gives", "what it is", "DuckDB", "PostgreSQL"],
            Functions.All.Select(entry =>
                new[]
                {
                    GeneratedPage.Code(entry.Signature),
                    entry.Result.ToString(),
                    entry.Sentence.Replace("|", "\\|"),
                    GeneratedPage.Code(entry.DuckDb),
                    GeneratedPage.Code(entry.PostgreSql),
                }
            )
        );
        page.Append("\n## Other names\n\nNames under which SQL knows a function of the table; they are printed as that function.\n\n");
        page.Table(
            ["written", "is"],
            Functions
                .Aliases.Where(alias => Name().IsMatch(alias.Key))
                .Select(alias => new[] { GeneratedPage.Code(alias.Key), GeneratedPage.Code(alias.Value) })
        );
        page.Append("\n## Casts\n\n");
        page.Table(
            ["from", "to", "written", "what it is", "DuckDB", "PostgreSQL"],
            Casts.All.Select(cast =>
                new[]
                {
                    cast.From.ToString(),
                    cast.To.ToString(),
                    GeneratedPage.Code($"{(cast.Try ? "TRY_CAST" : "CAST")}(… AS {cast.To.NameIn(SqlDialect.DuckDb)})"),
                    cast.Sentence,
                    GeneratedPage.Code(cast.DuckDb),
                    GeneratedPage.Code(cast.PostgreSql),
                }
            )
        );

        GeneratedPage.Match(page.ToString(), "docs/expressions.md");
    }

    [GeneratedRegex("^[a-z_]+$")]
    private static partial Regex Name();
}
