using Flywheel.Expressions;

namespace Flywheel.Tests.Expressions;

public sealed class FunctionsTests
{
    public static TheoryData<Function> Entries => [.. Functions.All];

    [Theory]
    [MemberData(nameof(Entries), DisableDiscoveryEnumeration = true)]
    public void A_function_is_explained_and_uses_each_argument_once(Function function)
    {
        var texts = new[] { function.DuckDb, function.PostgreSql };

        var copied = texts.Where(t =>
            function.Parameters.Where((p, i) => p.Constant is null && Count(t, $"{{{i}}}") + Count(t, "{*}") != 1).Any()
        );

        Assert.Empty(copied);
        Assert.EndsWith(".", function.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_entries_take_the_same_arguments()
    {
        var signatures = Functions.All.Select(f => f.Signature).ToList();

        Assert.Equal(signatures.Distinct(), signatures);
    }

    [Fact]
    public void Every_alias_leads_to_a_listed_function_and_hides_none()
    {
        Assert.Subset(Functions.Names.ToHashSet(), Functions.Aliases.Values.ToHashSet());
        Assert.Empty(Functions.Names.Intersect(Functions.Aliases.Keys));
    }

    [Fact]
    public void Every_code_has_one_sentence()
    {
        var codes = typeof(ExpressionFaults).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetValue(null)!).ToList();

        Assert.Equal(codes.Order(StringComparer.Ordinal), ExpressionFaults.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(ExpressionFaults.All.Values, s => Assert.EndsWith(".", s, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BIGINT", SqlType.Integer)]
    [InlineData("FLOAT", SqlType.Double)]
    [InlineData("DECIMAL(18,3)", SqlType.Double)]
    [InlineData("VARCHAR", SqlType.Text)]
    public void The_type_of_a_column_is_read_as_DuckDB_names_it(string name, SqlType type)
    {
        var known = SqlTypes.TryRead(name, out var read);

        Assert.True(known);
        Assert.Equal(type, read);
    }

    [Fact]
    public void A_type_that_no_expression_may_have_is_not_read()
    {
        Assert.False(SqlTypes.TryRead("STRUCT(x BIGINT)", out _));
        Assert.False(SqlTypes.TryRead("TIMESTAMP WITH TIME ZONE", out _));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
