using Flywheel.Tests.Infra;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Warehouse;

public sealed class RowDigestTests : IDisposable
{
    private readonly InMemory memory = new();

    private static readonly Column[] _columns =
    [
        Column.Wholes("id", 1, 2, 3, 4, 5, 6, 7),
        Column.Wholes("gate", 4, null, 5, null, null, 9_007_199_254_740_993, -1),
        Column.Reals("score", 0.5, null, 0, -0.25, 1e300, 3, null),
        Column.Texts("origin", "ATL", "", null, "Zürich", "a,b", null, "\n"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void The_digest_is_the_same_whatever_the_size_of_the_chunks(int size)
    {
        var whole = RowDigest.Of(Pieces.Of(7, _columns));

        var cut = RowDigest.Of(Pieces.Of(size, _columns));

        Assert.Equal(whole, cut);
        Assert.Equal(7, cut.Rows);
        Assert.Matches("^[0-9a-f]{64}$", cut.Digest);
    }

    [Fact]
    public void DuckDb_gives_the_digest_of_the_same_rows_from_anywhere_else()
    {
        memory.Database.Execute(
            """
            CREATE TABLE t (id BIGINT, gate BIGINT, score DOUBLE, origin VARCHAR);
            INSERT INTO t VALUES (1, 4, 0.5, 'ATL'), (2, NULL, NULL, ''), (3, 5, 0, NULL), (4, NULL, -0.25, 'Zürich'),
                (5, NULL, 1e300, 'a,b'), (6, 9007199254740993, 3, NULL), (7, -1, NULL, chr(10));
            """
        );

        var found = memory.Database.Digest("SELECT * FROM t ORDER BY id");

        Assert.Equal(RowDigest.Of(Pieces.Of(7, _columns)), found);
    }

    [Fact]
    public void Ten_thousand_rows_over_several_vectors_have_one_digest_on_one_thread_or_four()
    {
        const string Query =
            "SELECT range AS id, CASE WHEN range % 97 <> 0 THEN range / 7 END AS part FROM range(10000) ORDER BY hash(range)";
        memory.Database.Execute("SET threads = 1");
        var one = memory.Database.Digest(Query);
        memory.Database.Execute("SET threads = 4");

        var four = memory.Database.Digest(Query);

        Assert.Equal(one, four);
        Assert.Equal(10_000, four.Rows);
    }

    [Theory]
    [InlineData("BIGINT", "9007199254740993", "9007199254740992")]
    [InlineData("BIGINT", "0", "NULL")]
    [InlineData("DOUBLE", "0", "NULL")]
    [InlineData("TIMESTAMP", "TIMESTAMP '2001-01-01 00:00:00.000001'", "TIMESTAMP '2001-01-01'")]
    [InlineData("TIMESTAMP", "TIMESTAMP '1970-01-01'", "NULL")]
    [InlineData("DATE", "DATE '2001-01-01'", "DATE '2001-01-02'")]
    [InlineData("BOOLEAN", "FALSE", "NULL")]
    [InlineData("VARCHAR", "''", "NULL")]
    [InlineData("VARCHAR", "'a'", "'A'")]
    public void Two_values_differ_with_and_without_a_missing_one_beside_them(string type, string one, string other)
    {
        Assert.NotEqual(DigestOf(type, one), DigestOf(type, other));
        Assert.NotEqual(DigestOf(type, one, "NULL"), DigestOf(type, other, "NULL"));
        Assert.Equal(DigestOf(type, one, "NULL"), DigestOf(type, one, "NULL"));
    }

    [Fact]
    public void The_order_of_rows_matters()
    {
        Assert.NotEqual(DigestOf("BIGINT", "1", "2"), DigestOf("BIGINT", "2", "1"));
    }

    [Fact]
    public void The_name_and_the_kind_of_a_column_matter()
    {
        var one = memory.Database.Digest("SELECT CAST(1 AS BIGINT) AS x");

        Assert.NotEqual(one, memory.Database.Digest("SELECT CAST(1 AS BIGINT) AS y"));
        Assert.NotEqual(one, memory.Database.Digest("SELECT CAST(1 AS DOUBLE) AS x"));
        Assert.NotEqual(one, memory.Database.Digest("SELECT '1' AS x"));
        Assert.Equal(one, memory.Database.Digest("SELECT CAST(1 AS INTEGER) AS x"));
    }

    [Fact]
    public void Values_do_not_run_into_their_neighbours()
    {
        Assert.NotEqual(DigestOf("VARCHAR", "'ab'", "'c'"), DigestOf("VARCHAR", "'a'", "'bc'"));
        Assert.NotEqual(memory.Database.Digest("SELECT 'a' AS x, 'b' AS y"), memory.Database.Digest("SELECT 'b' AS x, 'a' AS y"));
    }

    private (string, long) DigestOf(string type, params string[] values) =>
        memory.Database.Digest(
            string.Join(" UNION ALL ", values.Select((value, i) => $"SELECT {i} AS i, CAST({value} AS {type}) AS x")) + " ORDER BY i"
        );

    public void Dispose() => memory.Dispose();
}
