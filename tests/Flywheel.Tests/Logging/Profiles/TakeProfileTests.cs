using Flywheel.Logging.Profiles;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Logging.Profiles;

public sealed class TakeProfileTests : IDisposable
{
    private readonly InMemory memory = new();

    [Theory]
    [InlineData("true", ProfileKind.Number, 1.0)]
    [InlineData("-7::TINYINT", ProfileKind.Number, -7.0)]
    [InlineData("170141183460469231731687303715884105727::HUGEINT", ProfileKind.Number, 1.7014118346046923E+38)]
    [InlineData("18446744073709551615::UBIGINT", ProfileKind.Number, 18446744073709551615.0)]
    [InlineData("0.1::FLOAT", ProfileKind.Number, 0.10000000149011612)]
    [InlineData("12.34::DECIMAL(9,2)", ProfileKind.Number, 12.34)]
    [InlineData("DATE '1970-01-02'", ProfileKind.Time, 86_400_000_000.0)]
    [InlineData("TIMESTAMP '1970-01-01 00:00:01'", ProfileKind.Time, 1_000_000.0)]
    [InlineData("TIMESTAMP_S '1970-01-01 00:00:01'", ProfileKind.Time, 1_000_000.0)]
    [InlineData("TIMESTAMP_MS '1970-01-01 00:00:01'", ProfileKind.Time, 1_000_000.0)]
    [InlineData("TIMESTAMP_NS '1970-01-01 00:00:01'", ProfileKind.Time, 1_000_000.0)]
    [InlineData("TIMESTAMPTZ '1970-01-01 00:00:01+00'", ProfileKind.Time, 1_000_000.0)]
    public void A_value_is_read_as_what_it_is(string sql, ProfileKind kind, double value)
    {
        var column = TakeProfile.Of(memory.Database, $"SELECT {sql} AS a UNION ALL SELECT NULL").Column("a")!;

        Assert.Equal((kind, 2L, 1L), (column.Kind, column.Rows, column.Missing));
        Assert.Equal((value, value, 0.0), (column.Numbers!.Minimum, column.Numbers.Mean, column.Numbers.StandardDeviation));
    }

    [Theory]
    [InlineData("'x'", "x")]
    [InlineData("'x'::ENUM ('x', 'y')", "x")]
    [InlineData("[1, 2]", "[1, 2]")]
    [InlineData("INTERVAL 1 DAY", "1 day")]
    [InlineData("TIME '12:00:00'", "12:00:00")]
    [InlineData("'6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")]
    public void What_is_neither_number_nor_time_is_text(string sql, string text)
    {
        var column = TakeProfile.Of(memory.Database, $"SELECT {sql} AS a UNION ALL SELECT NULL").Column("a")!;

        Assert.Equal(1, column.Missing);
        Assert.Equal([(text, 1L, true)], column.Texts!.MostFrequent(2));
    }

    [Theory]
    [InlineData("TIMESTAMP")]
    [InlineData("DATE")]
    [InlineData("TIMESTAMPTZ")]
    public void Times_without_an_end_are_infinite(string type)
    {
        var column = TakeProfile
            .Of(memory.Database, $"SELECT {type} 'infinity' AS a UNION ALL SELECT {type} '-infinity' UNION ALL SELECT {type} '2001-01-01'")
            .Column("a")!;

        Assert.Equal((1L, 1L, 1L), (column.Numbers!.PositiveInfinities, column.Numbers.NegativeInfinities, column.Numbers.Finite));
    }

    [Fact]
    public void Counts_are_those_of_SQL_over_many_chunks()
    {
        memory.Database.Execute(
            """
            CREATE TABLE rows AS
            SELECT CASE WHEN range % 3 = 0 THEN NULL WHEN range % 1000 = 1 THEN 'nan'::DOUBLE ELSE range * 0.37 END AS a,
                   CASE WHEN range % 5 = 0 THEN NULL ELSE 'text ' || range % 900 END AS "b c", range AS id
            FROM range(50000)
            """
        );

        var profile = TakeProfile.Of(memory.Database, "SELECT * FROM rows");

        Assert.Equal(50_000, profile.Rows);
        Assert.Equal(["a", "b c", "id"], profile.Columns.Select(column => column.Name));
        foreach (var column in profile.Columns)
        {
            var sql = Flywheel.Warehouse.Sql.Name(column.Name);
            Assert.Equal(memory.Database.Value<long>($"SELECT count(*) - count({sql}) FROM rows"), column.Missing);
            var distinct = memory.Database.Value<long>($"SELECT count(DISTINCT {sql}) FROM rows");
            Assert.Equal(distinct, column.Distinct, column.Texts is null ? 0.05 * distinct : 0);
        }

        Assert.Equal(memory.Database.Value<long>("SELECT count(*) FROM rows WHERE isnan(a)"), profile.Column("a")!.Numbers!.NaN);
        Assert.Equal(49_999.0 / 2, profile.Column("id")!.Numbers!.Mean);
        Assert.Equal(
            memory.Database.Value<long>("""SELECT count(*) FROM rows WHERE "b c" = 'text 1'"""),
            profile.Column("b c")!.Texts!.Known.Single(one => one.Text == "text 1").Count
        );
    }

    [Fact]
    public void A_table_without_rows_has_its_columns_without_values()
    {
        var profile = TakeProfile.Of(memory.Database, "SELECT 1 AS a, 'x' AS b WHERE FALSE");

        Assert.Equal(0, profile.Rows);
        Assert.Equal([("a", ProfileKind.Empty), ("b", ProfileKind.Empty)], profile.Columns.Select(column => (column.Name, column.Kind)));
    }

    public void Dispose() => memory.Dispose();
}
