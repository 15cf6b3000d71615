using System.Data.Common;
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

    [Fact]
    public void Pieces_of_work_see_the_same_tables_at_once_and_are_all_waited_for()
    {
        memory.Database.Execute("CREATE TABLE numbers AS SELECT range AS i FROM range(200000)");
        var sums = new long[2];

        // Each waits for another one, so that one after the other they would never end.
        using var both = new Barrier(2);
        memory.Database.AtOnce(
            beside =>
            {
                Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30)));
                sums[0] = beside.Value<long>("SELECT CAST(sum(i) AS BIGINT) FROM numbers");
            },
            beside =>
            {
                Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30)));
                sums[1] = beside.Value<long>("SELECT CAST(sum(i) AS BIGINT) FROM numbers WHERE i % 2 = 0");
            }
        );

        Assert.Equal((199999L * 100000, 99999L * 100000), (sums[0], sums[1]));
    }

    [Fact]
    public void Of_pieces_of_work_that_fail_the_first_one_s_reason_is_told_after_all_have_ended()
    {
        var ended = 0;

        var told = Assert.Throws<RefusedException>(() =>
            memory.Database.AtOnce(
                _ => Interlocked.Increment(ref ended),
                _ => throw new RefusedException(ExitCode.Mistake, "first"),
                beside => beside.Execute("SELECT no_column"),
                _ => Interlocked.Increment(ref ended)
            )
        );

        Assert.Equal(("first", 2), (told.Message, ended));
        Assert.ThrowsAny<DbException>(() => memory.Database.AtOnce(beside => beside.Execute("SELECT no_column")));
        Assert.Equal(1, memory.Database.Value<long>("SELECT 1"));
    }

    public void Dispose() => memory.Dispose();
}
