using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Tests.Expressions;

public sealed class FaultTextTests : IDisposable
{
    private readonly OneFlight flight = new();

    [Theory]
    [InlineData(
        "now() > departs_at",
        "12:9: error FW0304: The function 'now' is not on the list of pure functions. An expression must give the same answer whenever and wherever it runs. Use a column of the log, e.g. departs_at. "
    )]
    [InlineData(
        "1 + distanse",
        "12:13: error FW0306: The column 'distanse' does not exist here. An expression can use the columns of its relation only. Did you mean 'distance'? Columns: day, delay, departs_at, destination, distance, gate, late, note, origin, score, taxi."
    )]
    [InlineData(
        "'é' || lowr(origin)",
        "12:16: error FW0304: The function 'lowr' is not on the list of pure functions. An expression must give the same answer whenever and wherever it runs. Did you mean 'lower'? Functions: +, -, "
    )]
    [InlineData(
        "'é' distance",
        "12:13: error FW0303: The expression cannot be parsed: syntax error at or near \"distance\". It is read as DuckDB's SQL."
    )]
    [InlineData(
        "origin > 5",
        "12:9: error FW0308: Here Text and Integer are compared. Engines would convert them, each in its own way. Write texts in quotes and numbers without, or cast one of them."
    )]
    [InlineData("round(score, 20)", "12:22: error FW0311: Argument 2 of 'round' is not a whole number from 0 to 15.")]
    [InlineData("departs_at - departs_at", "12:20: error FW0307: '-' is given (Timestamp, Timestamp). It takes -(Integer, Integer) or ")]
    [InlineData(
        "delay -- why",
        "12:15: error FW0302: The text holds a comment, --. An expression is one value computed from columns, and nothing besides."
    )]
    public void A_fault_says_where_what_why_and_how_to_mend(string text, string fault)
    {
        var (_, faults) = flight.Check(text);

        Assert.StartsWith($"strategy/flights/cohorts.yaml:{fault}", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var (_, faults) = flight.Check("distanse > 1 AND now() > departs_at AND origin > 5");

        Assert.Equal(["FW0306", "FW0304", "FW0308"], faults.Select(f => f.Code));
    }

    [Theory]
    [InlineData("distance", Wanted.Boolean)]
    [InlineData("origin", Wanted.Number)]
    [InlineData("distance", Wanted.Text)]
    [InlineData("day", Wanted.Timestamp)]
    public void A_value_of_another_type_than_wanted_is_refused(string text, Wanted wanted)
    {
        var (expression, faults) = flight.Check(text, wanted);

        Assert.Null(expression);
        Assert.Equal(ExpressionFaults.WrongResult, Assert.Single(faults).Code);
    }

    [Fact]
    public void Expressions_are_equal_when_their_texts_are()
    {
        var here = new Expression("distance", new Place("a.yaml", 1, 1));
        var there = new Expression("distance", new Place("b.yaml", 2, 2));

        Assert.Equal(here, there);
        Assert.Equal(here.GetHashCode(), there.GetHashCode());
    }

    public void Dispose() => flight.Dispose();
}
