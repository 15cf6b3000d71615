using Flywheel.Tests.Infra;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Warehouse;

public sealed class SqlTests : IDisposable
{
    private readonly InMemory memory = new();

    [Theory]
    [InlineData("plain")]
    [InlineData("it's")]
    [InlineData("'; DROP TABLE log; --")]
    [InlineData("''")]
    [InlineData("\\' \" $1 ?\n\t")]
    [InlineData("Zürich – 東京")]
    [InlineData("")]
    public void A_text_comes_back_as_it_was(string text)
    {
        Assert.Equal(text, memory.Database.Value<string>($"SELECT {Sql.Text(text)}"));
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("select")]
    [InlineData("a\"b")]
    [InlineData("two words; --")]
    public void A_name_names_its_column_whatever_it_holds(string name)
    {
        var table = memory.Database.Table($"SELECT {Sql.Name(name)} FROM (SELECT 7 AS {Sql.Name(name)})");

        Assert.Equal([7], table.Wholes(name));
    }

    [Fact]
    public void A_time_is_told_to_the_microsecond()
    {
        var time = new DateTime(2001, 2, 3, 4, 5, 6).AddMicroseconds(789_012);

        Assert.Equal("TIMESTAMP '2001-02-03 04:05:06.789012'", Sql.Time(time));
        Assert.Equal(time, memory.Database.Value<DateTime>($"SELECT {Sql.Time(time)}"));
    }

    [Fact]
    public void A_list_quotes_each_of_its_texts()
    {
        Assert.Equal("['a', 'it''s']", Sql.List(["a", "it's"]));
        Assert.Equal(2, memory.Database.Value<long>($"SELECT len({Sql.List(["a", "it's"])})"));
    }

    public void Dispose() => memory.Dispose();
}
