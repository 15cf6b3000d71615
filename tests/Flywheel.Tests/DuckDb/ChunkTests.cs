using Flywheel.DuckDb;

namespace Flywheel.Tests.DuckDb;

public sealed class ChunkTests : IDisposable
{
    private const string Rows = """
        SELECT CASE WHEN x % 5 = 0 THEN NULL ELSE x END AS i,
            CASE WHEN x % 7 = 0 THEN NULL ELSE x / 3.0 END::DOUBLE AS d,
            CASE WHEN x % 3 = 0 THEN NULL ELSE x % 2 = 0 END AS b,
            CASE WHEN x % 4 = 0 THEN NULL ELSE 'name of row ' || x END AS s,
            (x / 8)::DECIMAL(12,3) AS m, x::FLOAT AS f, (x * 1000000)::HUGEINT AS h, (x % 100)::TINYINT AS t
        FROM range(5000) r(x) ORDER BY x
        """;

    private readonly DuckDbConnection connection = DuckDbSample.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void Chunks_hold_what_the_row_reader_reads()
    {
        var expected = new List<object[]>();
        using (var command = connection.Command(Rows))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                expected.Add([.. Enumerable.Range(0, 8).Select(reader.GetValue)]);
            }
        }

        var row = 0;
        foreach (var chunk in connection.Command(Rows).ReadChunks())
        {
            var doubles = new double[chunk.Rows];
            var floats = new float[2 * chunk.Rows];
            foreach (var column in new[] { 0, 1, 2, 4, 5, 6, 7 })
            {
                chunk.CopyTo(column, doubles);
                chunk.CopyTo(column, floats, offset: 1, stride: 2);
                for (var i = 0; i < chunk.Rows; i++)
                {
                    var value = expected[row + i][column] is DBNull ? double.NaN : Convert.ToDouble(expected[row + i][column]);
                    Assert.Equal(value, doubles[i]);
                    Assert.Equal((float)value, floats[(2 * i) + 1]);
                    Assert.Equal(double.IsNaN(value), chunk.IsNull(column, i));
                }
            }

            for (var i = 0; i < chunk.Rows; i++)
            {
                var text = expected[row + i][3] as string ?? "";
                Assert.Equal(text, System.Text.Encoding.UTF8.GetString(chunk.Utf8(3, i)));
            }

            row += chunk.Rows;
        }

        Assert.Equal(5000, row);
    }

    [Fact]
    public void Names_types_and_masks_describe_the_columns()
    {
        var chunk = connection
            .Command(Rows)
            .ReadChunks()
            .Select(chunk => (chunk.Columns, Name: chunk.Name(3), Type: chunk.Type(4), Mask: chunk.AllValid(0), Plain: chunk.AllValid(5)))
            .First();

        Assert.Equal((8, "s", DuckDbType.Decimal, false, true), chunk);
    }

    [Fact]
    public void Raw_values_are_spans_of_the_stored_type()
    {
        foreach (var chunk in connection.Command("SELECT x, DATE '1970-01-03' AS d, x::INT AS i FROM range(3000) t(x)").ReadChunks())
        {
            var first = chunk.Values<long>(0)[0];
            Assert.Equal(first + chunk.Rows - 1, chunk.Values<long>(0)[^1]);
            Assert.Equal(2, chunk.Values<int>(1)[0]);
            Assert.Throws<InvalidCastException>(() => chunk.Values<long>(2).Length);
        }
    }

    [Fact]
    public void Longs_hold_days_microseconds_and_checked_huge_integers()
    {
        const string sql = """
            SELECT DATE '1970-01-03', TIMESTAMP '1970-01-01 00:00:01', TIMESTAMP_S '1970-01-01 00:00:02', TIMESTAMP_NS '1969-12-31 23:59:59.9999995',
                true, 5::HUGEINT, 7::UBIGINT, TIMESTAMPTZ '1970-01-01 00:00:01+00', 9::DECIMAL(20,0)
            """;

        var chunk = connection
            .Command(sql)
            .ReadChunks()
            .Select(chunk => Enumerable.Range(0, chunk.Columns).Select(column => First(chunk, column)).ToArray())
            .Single();

        Assert.Equal([2, 1_000_000, 2_000_000, -1, 1, 5, 7, 1_000_000, 9], chunk);
    }

    [Theory]
    [InlineData("SELECT NULL::BIGINT AS x", typeof(InvalidCastException))]
    [InlineData("SELECT 'a' AS x", typeof(InvalidCastException))]
    [InlineData("SELECT 1.5::DOUBLE AS x", typeof(InvalidCastException))]
    [InlineData("SELECT 9223372036854775808::HUGEINT AS x", typeof(OverflowException))]
    [InlineData("SELECT 9223372036854775808::UBIGINT AS x", typeof(OverflowException))]
    public void What_a_long_cannot_hold_is_refused(string sql, Type error) =>
        Assert.Throws(error, () => connection.Command(sql).ReadChunks().Select(chunk => First(chunk, 0)).Single());

    [Fact]
    public void Matrices_fill_row_by_row_across_chunks()
    {
        const int rows = 5000;
        var matrix = new float[rows * 2];
        var row = 0;

        foreach (var chunk in connection.Command("SELECT x::DOUBLE, (x / 4)::DECIMAL(9,2) FROM range(5000) t(x) ORDER BY x").ReadChunks())
        {
            var target = matrix.AsSpan(row * 2);
            chunk.CopyTo(0, target, offset: 0, stride: 2);
            chunk.CopyTo(1, target, offset: 1, stride: 2);
            row += chunk.Rows;
        }

        Assert.Equal(rows, row);
        Assert.Equal((4999f, 1249.75f), (matrix[^2], matrix[^1]));
        Assert.Equal((2049f, 512.25f), (matrix[4098], matrix[4099]));
    }

    [Fact]
    public void Too_small_a_matrix_is_refused_before_anything_is_written()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            connection.Command("SELECT * FROM range(10)").ReadChunks().Count(chunk => Copied(chunk, new float[19]))
        );

        Assert.Contains("need 20 floats", error.Message, StringComparison.Ordinal);

        static bool Copied(DuckDbChunk chunk, float[] target)
        {
            chunk.CopyTo(0, target, offset: 1, stride: 2);
            return true;
        }
    }

    [Fact]
    public void A_chunk_that_is_over_refuses_to_be_read()
    {
        using var chunks = connection.Command("SELECT * FROM range(5000)").ReadChunks().GetEnumerator();
        chunks.MoveNext();
        var first = chunks.Current;
        chunks.MoveNext();

        Assert.Throws<ObjectDisposedException>(() => first.IsNull(0, 0));
    }

    private static long First(DuckDbChunk chunk, int column)
    {
        var longs = new long[chunk.Rows];
        chunk.CopyTo(column, longs);
        return longs[0];
    }
}
