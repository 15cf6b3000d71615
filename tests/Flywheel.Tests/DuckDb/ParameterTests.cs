using Flywheel.DuckDb;

namespace Flywheel.Tests.DuckDb;

public sealed class ParameterTests : IDisposable
{
    private readonly DuckDbConnection connection = DuckDbSample.Open();

    public void Dispose() => connection.Dispose();

    [Theory]
    [InlineData("SELECT '@x' || @x", "@x1")]
    [InlineData("SELECT 'it''s @x' || @x", "it's @x1")]
    [InlineData("SELECT E'\\'@x' || @x", "'@x1")]
    [InlineData("SELECT \"@x\" || @x FROM (SELECT 'c' AS \"@x\")", "c1")]
    [InlineData("SELECT $$@x$$ || @x", "@x1")]
    [InlineData("SELECT $tag$ @x $$ $tag$ || @x", " @x $$ 1")]
    [InlineData("SELECT @x -- @x '\n || '2'", "12")]
    [InlineData("SELECT /* @x /* nested '*/ @x */ @x", "1")]
    [InlineData("SELECT $x || @x || @X", "111")]
    [InlineData("SELECT (@ -2)::INTEGER::VARCHAR || @x", "21")]
    [InlineData("SELECT ([1, 2] @> [1])::VARCHAR || @x", "true1")]
    [InlineData("SELECT 'Ü' AS ünde, @x", "Ü")]
    public void Only_names_of_parameters_outside_quotes_and_comments_are_replaced(string sql, string expected)
    {
        var value = connection.Scalar(sql, ("@x", "1"));

        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("order")]
    [InlineData("select")]
    [InlineData("Ids1")]
    [InlineData("_a_b")]
    public void Names_may_be_keywords_or_mixed_case(string name) => Assert.Equal(7L, connection.Scalar($"SELECT @{name}", (name, 7L)));

    [Fact]
    public void One_name_may_stand_twice_and_a_spare_parameter_does_no_harm() =>
        Assert.Equal(6L, connection.Scalar("SELECT @a + @a + @b", ("a", 2L), ("b", 2L), ("spare", "x")));

    [Fact]
    public void Numbered_parameters_are_taken_in_order()
    {
        Assert.Equal(-1L, connection.Scalar("SELECT ? - ?", ("", 1L), ("", 2L)));
        Assert.Equal(1L, connection.Scalar("SELECT $2 - $1", ("", 1L), ("", 2L)));
    }

    [Fact]
    public void Missing_parameters_are_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => connection.Scalar("SELECT $delay"));

        Assert.Contains("$delay", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_work_with_any()
    {
        connection.Run("CREATE TABLE t AS SELECT range AS id, 'n' || range AS name, range / 2.0 AS half FROM range(10)");

        Assert.Equal(2L, connection.Scalar("SELECT count(*) FROM t WHERE id = ANY(@ids)", ("ids", new long[] { 3, 5, 99 })));
        Assert.Equal(1L, connection.Scalar("SELECT count(*) FROM t WHERE name = ANY(@names)", ("names", new List<string> { "n4", "x" })));
        Assert.Equal(1L, connection.Scalar("SELECT count(*) FROM t WHERE half = ANY(@halves)", ("halves", new[] { 1.5 })));
        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM t WHERE id = ANY(@ids)", ("ids", Array.Empty<long>())));
        Assert.Equal(new long?[] { 1, null }, connection.Scalar("SELECT @x", ("x", new long?[] { 1, null })));
    }

    [Fact]
    public void Texts_are_data_never_sql()
    {
        connection.Run("CREATE TABLE t (x TEXT)");
        const string attack = "'); DROP TABLE t; --";

        connection.Run("INSERT INTO t VALUES (@x)", ("x", attack));

        Assert.Equal(attack, connection.Scalar("SELECT x FROM t"));
    }

    [Fact]
    public void Unknown_types_are_refused_with_what_to_give_instead()
    {
        var error = Assert.Throws<NotSupportedException>(() => connection.Scalar("SELECT @x", ("x", new Uri("http://localhost"))));

        Assert.Contains("Uri", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepared_commands_run_again_with_new_values_and_types()
    {
        using var command = connection.Command("SELECT @x::VARCHAR", ("x", 1L));
        command.Prepare();

        var first = command.ExecuteScalar();
        command.Parameters[0].Value = "two";
        var second = command.ExecuteScalar();
        command.CommandText = "SELECT 'three'";
        var third = command.ExecuteScalar();

        Assert.Equal(["1", "two", "three"], new[] { first, second, third });
    }
}
