using Flywheel.DuckDb;

namespace Flywheel.Tests.DuckDb;

public sealed class AppenderTests : IDisposable
{
    private readonly DuckDbConnection connection = DuckDbSample.Open();

    public AppenderTests() =>
        connection.Run("CREATE TABLE t (id BIGINT PRIMARY KEY, score FLOAT, late BOOLEAN, origin TEXT, departs TIMESTAMP)");

    public void Dispose() => connection.Dispose();

    [Fact]
    public void Rows_append_one_by_one()
    {
        using (var appender = connection.CreateAppender("t"))
        {
            for (var i = 0; i < 5000; i++)
            {
                appender
                    .Append(i)
                    .Append(i / 2.0)
                    .Append(i % 2 == 0)
                    .Append(i % 3 == 0 ? null : $"náme {i}")
                    .Append(new DateTime(2001, 1, 1).AddMinutes(i))
                    .EndRow();
            }

            appender.Append(5000).AppendNull().AppendNull().AppendNull().Append((object?)null).EndRow();
        }

        Assert.Equal(5001L, connection.Scalar("SELECT count(*) FROM t"));
        Assert.Equal(
            3333L,
            connection.Scalar("SELECT count(*) FROM t WHERE late = (id % 2 = 0) AND score = id / 2.0 AND origin = 'náme ' || id")
        );
        Assert.Equal(1L, connection.Scalar("SELECT count(*) FROM t WHERE departs IS NULL"));
        Assert.Equal(new DateTime(2001, 1, 1, 1, 40, 0), connection.Scalar("SELECT departs FROM t WHERE id = 100"));
    }

    [Fact]
    public void Columns_append_whole_and_are_cast_to_the_tables_types()
    {
        const int rows = 5000;
        var ids = Enumerable.Range(0, rows).ToArray();
        var scores = ids.Select(id => id / 4.0).ToArray();
        var unknown = ids.Select(id => id % 3 == 0).ToArray();
        var late = ids.Select(id => id % 2 == 0).ToArray();
        var origins = ids.Select(id => id % 5 == 0 ? null : $"an airport's name, {id}").ToArray();
        var departs = ids.Select(id => new DateTime(2001, 1, 1).AddSeconds(id)).ToArray();

        using (var appender = connection.CreateAppender("t"))
        {
            appender.AppendColumns(
                DuckDbColumn.Of(ids),
                DuckDbColumn.Of(scores, unknown),
                DuckDbColumn.Of(late),
                DuckDbColumn.Of(origins),
                DuckDbColumn.Of(departs, unknown)
            );
            Assert.Equal(rows, appender.Rows);
        }

        const string differing = """
            SELECT count(*) FROM t WHERE late <> (id % 2 = 0) OR (score IS NULL) <> (id % 3 = 0) OR score <> id / 4.0
                OR (origin IS NULL) <> (id % 5 = 0) OR origin <> 'an airport''s name, ' || id OR (departs IS NULL) <> (id % 3 = 0)
                OR departs <> TIMESTAMP '2001-01-01' + to_seconds(id)
            """;
        Assert.Equal(5000L, connection.Scalar("SELECT count(*) FROM t"));
        Assert.Equal(0L, connection.Scalar(differing));
    }

    [Fact]
    public void Other_values_append_as_parameters_do()
    {
        connection.Run("CREATE TABLE other (a DECIMAL(9,2), b UUID, c DATE, d BIGINT[], e BLOB, f HUGEINT)");
        var id = Guid.NewGuid();

        using (var appender = connection.CreateAppender("other"))
        {
            appender
                .Append(1.25m)
                .Append(id)
                .Append(new DateOnly(2001, 1, 1))
                .Append(new[] { 1L, 2L })
                .Append(new byte[] { 7 })
                .Append(Int128.MaxValue)
                .EndRow();
        }

        Assert.Equal(
            id,
            connection.Scalar("SELECT b FROM other WHERE a = 1.25 AND c = '2001-01-01' AND d = [1, 2] AND octet_length(e) = 1")
        );
    }

    [Fact]
    public void Broken_keys_are_reported_when_the_appender_closes()
    {
        var appender = connection.CreateAppender("t");
        appender.Append(1).AppendNull().AppendNull().AppendNull().AppendNull().EndRow();
        appender.Append(1).AppendNull().AppendNull().AppendNull().AppendNull().EndRow();

        var error = Assert.Throws<DuckDbException>(appender.Dispose);

        Assert.Equal(DuckDbErrorType.Constraint, error.ErrorType);
        Assert.StartsWith("Cannot flush rows to 't'", error.Message, StringComparison.Ordinal);
        appender.Dispose();
        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Unfinished_rows_are_reported()
    {
        var begun = connection.CreateAppender("t");
        begun.Append(1);
        var tooShort = connection.CreateAppender("t");
        tooShort.Append(1);

        Assert.Contains("EndRow()", Assert.Throws<InvalidOperationException>(begun.Dispose).Message, StringComparison.Ordinal);
        Assert.Contains("has 1 values", Assert.Throws<InvalidOperationException>(tooShort.EndRow).Message, StringComparison.Ordinal);
        tooShort.Dispose();
    }

    [Fact]
    public void Columns_must_fit_the_table_and_each_other()
    {
        using var appender = connection.CreateAppender("t");
        var one = DuckDbColumn.Of(new long[] { 1 });
        var two = DuckDbColumn.Of(new long[] { 1, 2 });

        Assert.Throws<ArgumentException>(() => appender.AppendColumns(one, one));
        Assert.Throws<ArgumentException>(() => appender.AppendColumns(one, two, one, one, one));
        Assert.Throws<ArgumentException>(() => DuckDbColumn.Of(new long[] { 1 }, new bool[2]));
    }

    [Fact]
    public void Missing_tables_are_named()
    {
        var error = Assert.Throws<DuckDbException>(() => connection.CreateAppender("nix"));

        Assert.Contains("nix", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Appended_rows_roll_back_with_their_transaction()
    {
        using (connection.BeginTransaction())
        using (var appender = connection.CreateAppender("t"))
        {
            appender.Append(1).AppendNull().AppendNull().AppendNull().AppendNull().EndRow();
        }

        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM t"));
    }
}
