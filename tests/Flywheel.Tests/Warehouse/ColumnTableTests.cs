using Flywheel.Tests.Infra;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Warehouse;

public sealed class ColumnTableTests : IDisposable
{
    private readonly InMemory memory = new();

    [Fact]
    public void Columns_come_as_what_they_hold()
    {
        var table = memory.Database.Table(
            """
            SELECT * FROM (VALUES (1, 0.5, 'a', TRUE, TIMESTAMP '1970-01-01 00:00:01', CAST(2.25 AS DECIMAL(9, 2))),
                                  (2, 1.5, 'ü', FALSE, TIMESTAMP '1970-01-02', 3)) AS t (whole, real, text, flag, time, money) ORDER BY whole
            """
        );

        Assert.Equal(2, table.Rows);
        Assert.Equal([1, 2], table.Wholes("whole"));
        Assert.Equal([1.0, 2], table.Reals("whole"));
        Assert.Equal([0.5, 1.5], table.Reals("real"));
        Assert.Equal(["a", "ü"], table.Texts("text"));
        Assert.Equal([true, false], table.Flags("flag"));
        Assert.Equal([1_000_000, 86_400_000_000], table.Wholes("time"));
        Assert.Equal([2.25, 3], table.Reals("money"));
    }

    [Fact]
    public void Counts_are_texts_with_whole_numbers_and_none_where_there_is_no_row()
    {
        var table = memory.Database.Table("SELECT * FROM (VALUES ('b', 2), ('a', 1)) AS t (name, rows) ORDER BY rows");
        var none = memory.Database.Table("SELECT 'a' AS name, 1 AS rows WHERE FALSE");

        Assert.Equal([new("a", 1), new("b", 2)], table.Counts("name", "rows"));
        Assert.Empty(none.Counts("name", "rows"));
    }

    [Fact]
    public void A_missing_number_is_NaN_a_missing_text_null_and_a_missing_flag_false()
    {
        var table = memory.Database.Table(
            """
            SELECT * FROM (VALUES (1, 7, 0.5, 'a', TRUE, TIMESTAMP '1970-01-01'), (2, NULL, NULL, NULL, NULL, NULL)) AS t (i, whole, real, text, flag, time)
            ORDER BY i
            """
        );

        Assert.Equal([7, double.NaN], table.Reals("whole"));
        Assert.Equal([0.5, double.NaN], table.Reals("real"));
        Assert.Equal("a|missing", string.Join("|", table.Texts("text").Select(text => text ?? "missing")));
        Assert.Equal([true, false], table.Flags("flag"));
        Assert.Equal([0, double.NaN], table.Reals("time"));
    }

    [Fact]
    public void A_NULL_in_a_later_chunk_makes_the_whole_column_real()
    {
        var table = memory.Database.Table("SELECT CASE WHEN range <> 4999 THEN range END AS x FROM range(5000) ORDER BY range");

        var reals = table.Reals("x");

        Assert.Equal(Enumerable.Range(0, 4999).Select(i => (double)i), reals[..4999]);
        Assert.True(double.IsNaN(reals[4999]));
        Assert.Throws<InvalidOperationException>(() => table.Wholes("x"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Parts_are_joined_in_order_whether_whole_or_real(int size)
    {
        var table = ColumnTable.Read(
            Pieces.Of(
                size,
                Column.Wholes("x", 1, 2, null, 4, 5),
                Column.Wholes("y", 1, 2, 3, 4, 5),
                Column.Texts("z", "a", null, "", "d", "e")
            )
        );

        Assert.Equal([1, 2, double.NaN, 4, 5], table.Reals("x"));
        Assert.Equal([1, 2, 3, 4, 5], table.Wholes("y"));
        Assert.Equal("a|missing||d|e", string.Join("|", table.Texts("z").Select(text => text ?? "missing")));
    }

    [Fact]
    public void Whole_numbers_beyond_a_doubles_53_bits_stay_exact()
    {
        var table = memory.Database.Table("SELECT 9007199254740993 AS x");

        Assert.Equal([9_007_199_254_740_993], table.Wholes("x"));
    }

    [Fact]
    public void A_result_without_rows_has_empty_columns_of_every_kind()
    {
        var table = memory.Database.Table("SELECT 1 AS whole, 0.5 AS real, 'a' AS text WHERE FALSE");

        Assert.Equal(0, table.Rows);
        Assert.Empty(table.Wholes("whole"));
        Assert.Empty(table.Reals("real"));
        Assert.Empty(table.Texts("text"));
        Assert.Empty(table.Flags("whole"));
    }

    [Fact]
    public void A_column_of_another_kind_or_name_is_refused_by_its_name()
    {
        var table = memory.Database.Table("SELECT 1 AS whole, 'a' AS text");

        Assert.Equal("Column text is text.", Assert.Throws<InvalidOperationException>(() => table.Reals("text")).Message);
        Assert.Equal("Column whole is not text.", Assert.Throws<InvalidOperationException>(() => table.Texts("whole")).Message);
        Assert.Equal("The result has no column price.", Assert.Throws<KeyNotFoundException>(() => table.Reals("price")).Message);
    }

    public void Dispose() => memory.Dispose();
}
