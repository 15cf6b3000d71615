using Flywheel.Expressions;

namespace Flywheel.Tests.Expressions;

public sealed class WantedExpressionsTests : IDisposable
{
    private readonly OneFlight flight = new();

    public static TheoryData<string, string> Wanted =>
        WantedExpressions.All.Aggregate(
            new TheoryData<string, string>(),
            (data, wanted) =>
            {
                data.Add(wanted.Text, wanted.Value);
                return data;
            }
        );

    [Theory]
    [MemberData(nameof(Wanted))]
    public void A_wanted_expression_has_its_value_on_a_confined_database(string text, string value)
    {
        var expression = flight.Checked(text);

        var found = WantedExpressions.Written(flight.Value(expression));

        Assert.Equal(value, found);
    }

    [Theory]
    [MemberData(nameof(Wanted))]
    public void What_is_printed_is_printed_the_same_again(string text, string value)
    {
        var once = flight.Checked(text);

        var twice = flight.Checked(once.DuckDb);

        Assert.Equal((once.DuckDb, once.PostgreSql, once.Type), (twice.DuckDb, twice.PostgreSql, twice.Type));
        Assert.Equal(value, WantedExpressions.Written(flight.Value(twice)));
    }

    [Fact]
    public void A_checked_expression_names_its_columns_once_as_the_schema_spells_them()
    {
        var expression = flight.Checked("DISTANCE > 1000 AND origin = 'ATL' AND distance < 2000", Flywheel.Expressions.Wanted.Boolean);

        Assert.Equal(["distance", "origin"], expression.Columns);
        Assert.Equal(SqlType.Boolean, expression.Type);
    }

    [Fact]
    public void Every_listed_function_is_used_by_a_wanted_expression()
    {
        var printed = string.Join('\n', WantedExpressions.All.Select(w => w.Text + flight.Checked(w.Text).DuckDb));

        var unused = Functions.Names.Where(n => n != "like" && !printed.Contains(n, StringComparison.Ordinal));

        Assert.Empty(unused);
    }

    public void Dispose() => flight.Dispose();
}
