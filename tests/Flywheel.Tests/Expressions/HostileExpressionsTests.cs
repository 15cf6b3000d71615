using Flywheel.Expressions;

namespace Flywheel.Tests.Expressions;

public sealed class HostileExpressionsTests : IDisposable
{
    private readonly OneFlight flight = new();

    public static TheoryData<string, string> Hostile =>
        new()
        {
            // Other queries inside.
            { "(SELECT 1)", ExpressionFaults.Forbidden },
            { "SELECT 1", ExpressionFaults.Forbidden },
            { "EXISTS (SELECT 1)", ExpressionFaults.Forbidden },
            { "distance IN (SELECT 1)", ExpressionFaults.Forbidden },
            { "distance = ANY (SELECT 1)", ExpressionFaults.Forbidden },
            { "(SELECT count(*) FROM read_csv('/etc/passwd')) > 0", ExpressionFaults.Forbidden },
            { "(FROM 'secret.parquet')", ExpressionFaults.Forbidden },
            { "VALUES (1)", ExpressionFaults.Forbidden },
            { "PIVOT flights ON origin", ExpressionFaults.Syntax },
            { "(WITH x AS (SELECT 1) SELECT * FROM x)", ExpressionFaults.Forbidden },
            // Files, settings, the catalogue.
            { "read_text('/etc/passwd')", ExpressionFaults.UnknownFunction },
            { "read_csv('/etc/passwd')", ExpressionFaults.UnknownFunction },
            { "glob('/etc/*')", ExpressionFaults.UnknownFunction },
            { "origin GLOB '/etc/*'", ExpressionFaults.UnknownFunction },
            { "query('SELECT 1')", ExpressionFaults.UnknownFunction },
            { "getvariable('x')", ExpressionFaults.UnknownFunction },
            { "getenv('HOME')", ExpressionFaults.UnknownFunction },
            { "current_setting('threads')", ExpressionFaults.UnknownFunction },
            { "current_query()", ExpressionFaults.UnknownFunction },
            { "write_log('x')", ExpressionFaults.UnknownFunction },
            { "error('stop')", ExpressionFaults.UnknownFunction },
            // Other answers at other times.
            { "now()", ExpressionFaults.UnknownFunction },
            { "current_date", ExpressionFaults.UnknownColumn },
            { "current_timestamp", ExpressionFaults.UnknownColumn },
            { "random()", ExpressionFaults.UnknownFunction },
            { "setseed(0.5)", ExpressionFaults.UnknownFunction },
            { "uuid()", ExpressionFaults.UnknownFunction },
            { "gen_random_uuid()", ExpressionFaults.UnknownFunction },
            { "nextval('s')", ExpressionFaults.UnknownFunction },
            { "departs_at AT TIME ZONE 'UTC'", ExpressionFaults.Forbidden },
            { "CAST('today' AS DATE)", ExpressionFaults.WrongCast },
            { "TIMESTAMP 'now'", ExpressionFaults.WrongCast },
            { "rowid", ExpressionFaults.UnknownColumn },
            // Time and memory.
            { "sleep_ms(10000)", ExpressionFaults.UnknownFunction },
            { "length(repeat('a', 900000000))", ExpressionFaults.UnknownFunction },
            { "lpad(origin, 900000000, 'x')", ExpressionFaults.UnknownFunction },
            { "rpad(origin, 900000000, 'x')", ExpressionFaults.UnknownFunction },
            { "range(1000000000)", ExpressionFaults.UnknownFunction },
            { "replace(replace(origin, 'A', 'AAAAAAAAAA'), 'A', 'AAAAAAAAAA')", ExpressionFaults.WrongConstant },
            { "replace(origin, '', 'AAAAAAAAAA')", ExpressionFaults.WrongConstant },
            { "nullif(nullif(nullif(nullif(nullif(delay, 1), 2), 3), 4), 5)", ExpressionFaults.TooDeep },
            { "CASE CASE delay WHEN 1 THEN 2 WHEN 2 THEN 1 END WHEN 1 THEN 2 WHEN 2 THEN 1 END", ExpressionFaults.NotOneExpression },
            { "regexp_matches(origin, '((a{99}){99}){99}')", ExpressionFaults.WrongConstant },
            { "regexp_matches(origin, '(a)\\1')", ExpressionFaults.WrongConstant },
            { "regexp_matches(origin, '(?=a)')", ExpressionFaults.WrongConstant },
            { "regexp_matches(origin, '(')", ExpressionFaults.WrongConstant },
            { "regexp_matches(origin, destination)", ExpressionFaults.WrongConstant },
            { "substring(origin, 0, 2)", ExpressionFaults.WrongConstant },
            { "left(origin, delay)", ExpressionFaults.WrongConstant },
            { "date_diff('week', day, day)", ExpressionFaults.WrongConstant },
            // Out of the bracket.
            { "delay) WHERE (1=1", ExpressionFaults.NotOneExpression },
            { "1) FROM read_csv('/etc/passwd') t(x", ExpressionFaults.NotOneExpression },
            { "1) UNION (SELECT 2", ExpressionFaults.NotOneExpression },
            { "1); COPY flights TO '/tmp/x' --", ExpressionFaults.NotOneExpression },
            { "1); ATTACH 'x.db'; SELECT (1", ExpressionFaults.NotOneExpression },
            { "1; DROP TABLE flights", ExpressionFaults.NotOneExpression },
            { "delay), (distance", ExpressionFaults.NotOneExpression },
            { "delay) ORDER BY (1", ExpressionFaults.NotOneExpression },
            { "(delay", ExpressionFaults.NotOneExpression },
            { "delay -- comment", ExpressionFaults.NotOneExpression },
            { "delay /* comment", ExpressionFaults.NotOneExpression },
            { "delay) --", ExpressionFaults.NotOneExpression },
            { "'open", ExpressionFaults.NotOneExpression },
            { "'open''", ExpressionFaults.NotOneExpression },
            { "\"open", ExpressionFaults.NotOneExpression },
            { "$$text$$", ExpressionFaults.NotOneExpression },
            { "$tag$ ' $tag$", ExpressionFaults.NotOneExpression },
            { "E'\\' OR 1=1'", ExpressionFaults.NotOneExpression },
            { "x'41'", ExpressionFaults.NotOneExpression },
            { "delay\0", ExpressionFaults.NotOneExpression },
            { "'a\0b'", ExpressionFaults.NotOneExpression },
            { "delay\u202E", ExpressionFaults.NotOneExpression },
            { "origin = 'A\u200BTL'", ExpressionFaults.NotOneExpression },
            { "ａbs(delay)", ExpressionFaults.UnknownFunction },
            { "dеlay", ExpressionFaults.UnknownColumn },
            { "origin = ‘ATL’", ExpressionFaults.UnknownColumn },
            { "$1", ExpressionFaults.NotOneExpression },
            { "?", ExpressionFaults.NotOneExpression },
            { "#1", ExpressionFaults.NotOneExpression },
            // Constructs.
            { "*", ExpressionFaults.Forbidden },
            { "COLUMNS(*)", ExpressionFaults.Forbidden },
            { "count(*)", ExpressionFaults.UnknownFunction },
            { "sum(delay)", ExpressionFaults.UnknownFunction },
            { "sum(delay) OVER ()", ExpressionFaults.Forbidden },
            { "row_number() OVER ()", ExpressionFaults.Forbidden },
            { "abs(delay) FILTER (WHERE late)", ExpressionFaults.Forbidden },
            { "abs(DISTINCT delay)", ExpressionFaults.Forbidden },
            { "abs(delay ORDER BY delay)", ExpressionFaults.Forbidden },
            { "abs(x := delay)", ExpressionFaults.Forbidden },
            { "delay, distance", ExpressionFaults.Forbidden },
            { "[x for x in origin]", ExpressionFaults.NotOneExpression },
            { "list_transform(origin, lambda x: x)", ExpressionFaults.Forbidden },
            { "origin -> 'x'", ExpressionFaults.Forbidden },
            { "origin ->> 'x'", ExpressionFaults.UnknownFunction },
            { "{'a': 1}", ExpressionFaults.NotOneExpression },
            { "origin[1]", ExpressionFaults.NotOneExpression },
            { "'T' IN origin", ExpressionFaults.Forbidden },
            { "origin COLLATE NOCASE", ExpressionFaults.Forbidden },
            { "origin COLLATE nocase = 'atl'", ExpressionFaults.Forbidden },
            { "default", ExpressionFaults.Forbidden },
            { "TRY(ln(delay))", ExpressionFaults.Forbidden },
            { "grouping(delay)", ExpressionFaults.Forbidden },
            // Names.
            { "main.abs(delay)", ExpressionFaults.Forbidden },
            { "main.trim(origin)", ExpressionFaults.Forbidden },
            { "system.main.abs(delay)", ExpressionFaults.Forbidden },
            { "origin.upper()", ExpressionFaults.Forbidden },
            { "flights.delay", ExpressionFaults.Forbidden },
            { "my_macro(delay)", ExpressionFaults.UnknownFunction },
            { "\"delay\"\"; DROP TABLE x\"", ExpressionFaults.UnknownColumn },
            // Types.
            { "CAST(delay AS INTEGER)", ExpressionFaults.WrongCast },
            { "delay::HUGEINT", ExpressionFaults.WrongCast },
            { "delay::DECIMAL(10, 2)", ExpressionFaults.WrongCast },
            { "origin::JSON", ExpressionFaults.WrongCast },
            { "origin::BLOB", ExpressionFaults.WrongCast },
            { "departs_at::TIMESTAMPTZ", ExpressionFaults.WrongCast },
            { "delay::STRUCT(x BIGINT)", ExpressionFaults.WrongCast },
            { "INTERVAL '1 day'", ExpressionFaults.WrongCast },
            { "CAST(origin AS BIGINT)", ExpressionFaults.WrongCast },
            { "CAST(score AS VARCHAR)", ExpressionFaults.WrongCast },
            { "origin > 5", ExpressionFaults.MixedTypes },
            { "delay IN (1, 'x')", ExpressionFaults.MixedTypes },
            { "departs_at > '2001-01-01'", ExpressionFaults.MixedTypes },
            { "CASE WHEN late THEN 1 ELSE 'x' END", ExpressionFaults.MixedTypes },
            { "NULL = NULL", ExpressionFaults.MixedTypes },
            { "delay + origin", ExpressionFaults.WrongArguments },
            { "departs_at - departs_at", ExpressionFaults.WrongArguments },
            { "score % 2", ExpressionFaults.WrongArguments },
            { "abs()", ExpressionFaults.WrongArguments },
            { "late AND delay", ExpressionFaults.WrongArguments },
            { "NOT origin", ExpressionFaults.WrongArguments },
            { "12345678901234567890", ExpressionFaults.WrongConstant },
            { "1e999", ExpressionFaults.TooDeep },
            { "to_days(1)", ExpressionFaults.WrongResult },
            { "NULL", ExpressionFaults.WrongResult },
            { "", ExpressionFaults.Syntax },
            { "delay AS x", ExpressionFaults.Syntax },
            { "delay LIMIT 1", ExpressionFaults.Syntax },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_expression_is_refused(string text, string code)
    {
        var (expression, faults) = flight.Check(text);

        Assert.Null(expression);
        Assert.Contains(code, faults.Select(f => f.Code));
    }

    [Theory]
    [InlineData("delay + ", 1_000, "1")]
    [InlineData("NOT ", 450, "late")]
    [InlineData("- ", 900, "delay")]
    [InlineData("abs(", 300, "delay")]
    [InlineData("1 / (", 300, "delay")]
    [InlineData("CAST(0.5 * ", 60, "delay")]
    public void A_very_deep_or_long_expression_is_refused_quickly(string part, int times, string end)
    {
        var opened = part.Contains('(', StringComparison.Ordinal);
        var text = string.Concat(Enumerable.Repeat(part, times)) + end + (opened ? new string(')', times) : "");

        var (expression, faults) = flight.Check(text);

        Assert.Null(expression);
        Assert.NotEmpty(faults);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        var (expression, faults) = flight.Check("origin = '\uD800'");

        Assert.Null(expression);
        Assert.Equal(ExpressionFaults.NotOneExpression, Assert.Single(faults).Code);
    }

    [Fact]
    public void Nested_divisions_stay_as_long_as_they_are_written()
    {
        var text = string.Concat(Enumerable.Repeat("1 / (", 100)) + "delay" + new string(')', 100);

        var expression = flight.Checked(text);

        Assert.InRange(expression.DuckDb.Length + expression.PostgreSql.Length, 1, 20_000);
        Assert.Equal(SqlType.Double, expression.Type);
    }

    public void Dispose() => flight.Dispose();
}
