using Flywheel.Cli.Commands;

namespace Flywheel.Tests.Cli;

public sealed class SqlStatementsTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1;", "SELECT 1")]
    [InlineData(" ; ;SELECT 1; SELECT 2 ;", "SELECT 1", "SELECT 2")]
    [InlineData("SELECT ';', 'it''s;'; SELECT 2", "SELECT ';', 'it''s;'", "SELECT 2")]
    [InlineData("SELECT \"a;b\"; SELECT 2", "SELECT \"a;b\"", "SELECT 2")]
    [InlineData("SELECT /* ; */ 1; SELECT 2", "SELECT /* ; */ 1", "SELECT 2")]
    [InlineData("SELECT $$;$$, $a$;$$;$a$; SELECT 2", "SELECT $$;$$, $a$;$$;$a$", "SELECT 2")]
    [InlineData("SELECT $1; SELECT $2", "SELECT $1", "SELECT $2")]
    public void A_statement_ends_at_a_semicolon_that_no_quote_holds(string text, params string[] statements) =>
        Assert.Equal(statements, SqlStatements.Of(text));

    [Fact]
    public void A_statement_may_take_several_lines_and_a_comment_ends_with_its_own()
    {
        var statements = new SqlStatements();

        var first = statements.Take("SELECT 1, -- not yet;");
        var second = statements.Take("'a;");
        var third = statements.Take("b' AS x; SELECT 2");

        Assert.Empty(first);
        Assert.Empty(second);
        Assert.Equal(["SELECT 1, -- not yet;\n'a;\nb' AS x"], third);
        Assert.True(statements.IsOpen);
        Assert.Equal(["SELECT 2"], statements.End());
        Assert.False(statements.IsOpen);
    }
}
