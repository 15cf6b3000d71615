using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Warehouse;

public sealed class DatabaseTests : IDisposable
{
    private readonly InMemory memory = new();

    [Fact]
    public void A_matrix_is_row_by_row_with_NaN_for_what_is_missing()
    {
        var matrix = memory.Database.Matrix("SELECT * FROM (VALUES (1, 0.5, NULL), (2, NULL, 7), (3, 2.5, 9)) ORDER BY 1");

        Assert.Equal([1, 0.5f, float.NaN, 2, float.NaN, 7, 3, 2.5f, 9], matrix);
    }

    [Fact]
    public void A_matrix_goes_on_over_the_chunks_of_a_long_result()
    {
        var matrix = memory.Database.Matrix("SELECT range, -range, range % 3 = 0 FROM range(5000) ORDER BY range");

        for (var row = 0; row < 5000; row++)
        {
            Assert.Equal([row, -row, row % 3 == 0 ? 1 : 0], matrix[(3 * row)..(3 * row + 3)]);
        }
    }

    [Fact]
    public void A_matrix_without_rows_is_empty()
    {
        Assert.Empty(memory.Database.Matrix("SELECT 1, 2 WHERE FALSE"));
    }

    [Fact]
    public void Values_and_rows_are_read_with_parameters()
    {
        Assert.Equal(42, memory.Database.Value<long>("SELECT $x + 2", new { x = 40 }));
        Assert.Equal([("a", 1), ("b", 2)], memory.Database.Rows<(string, int)>("VALUES ('a', 1), ('b', 2)"));
        Assert.Null(memory.Database.Value<DateTime?>("SELECT CAST(NULL AS TIMESTAMP)"));
    }

    public void Dispose() => memory.Dispose();
}
