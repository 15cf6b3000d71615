using System.Data;
using Flywheel.DuckDb;

namespace Flywheel.Tests.DuckDb;

public sealed class StatementTests : IDisposable
{
    private readonly DuckDbConnection connection = DuckDbSample.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void Several_statements_run_in_order_each_seeing_the_one_before()
    {
        var changed = connection.Run("CREATE TABLE t (x INT); INSERT INTO t VALUES (1), (2); UPDATE t SET x = x + 1 WHERE x = 2; SELECT 1");

        Assert.Equal(3, changed);
        Assert.Equal(3, connection.Scalar("SELECT max(x) FROM t"));
    }

    [Fact]
    public void Readers_step_over_statements_without_rows()
    {
        using var command = connection.Command(
            "SELECT 1 AS a; CREATE TABLE t (x INT); INSERT INTO t VALUES (5); SELECT x, x FROM t WHERE x > 9;"
        );
        using var reader = command.ExecuteReader();

        Assert.True(reader.HasRows);
        Assert.True(reader.Read());
        Assert.Equal(1, reader.GetInt32("a"));
        Assert.True(reader.NextResult());
        Assert.Equal(2, reader.FieldCount);
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
        Assert.Equal(1, reader.RecordsAffected);
    }

    [Fact]
    public void Several_statements_take_no_parameters()
    {
        var error = Assert.Throws<InvalidOperationException>(() => connection.Run("SELECT @x; DROP TABLE t", ("x", 1)));

        Assert.Contains("one by one", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -- nothing\n;")]
    public void Nothing_runs_without_a_word(string sql)
    {
        Assert.Null(connection.Scalar(sql));
        Assert.Equal(-1, connection.Run(sql));
    }

    [Theory]
    [InlineData("SELEC 1", DuckDbErrorType.Parser, "SELEC")]
    [InlineData("SELECT nix", DuckDbErrorType.Binder, "nix")]
    [InlineData("SELECT * FROM nix", DuckDbErrorType.Catalog, "nix")]
    [InlineData("SELECT 'a'::INT", DuckDbErrorType.Conversion, "'a'")]
    [InlineData("SELECT 2147483647::INT + x::INT FROM range(2) t(x)", DuckDbErrorType.OutOfRange, "Overflow")]
    public void Errors_tell_their_kind_and_cause(string sql, DuckDbErrorType type, string cause)
    {
        var error = Assert.Throws<DuckDbException>(() => connection.Scalar(sql));

        Assert.Equal(type, error.ErrorType);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void Errors_in_a_late_row_come_out_while_reading()
    {
        // Of several threads another one's interruption may be told in place of the error that caused it.
        connection.Run("SET threads = 1");
        using var command = connection.Command("SELECT CASE WHEN x = 900000 THEN 'a' ELSE '1' END::INT FROM range(1000000) t(x)");

        var error = Assert.Throws<DuckDbException>(() => command.ReadChunks().Sum(chunk => chunk.Rows));

        Assert.Equal(DuckDbErrorType.Conversion, error.ErrorType);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void Readers_left_midway_free_the_connection_and_its_locks()
    {
        connection.Run("CREATE TABLE t AS SELECT * FROM range(1000000)");
        using var other = connection.Duplicate();
        using (var command = connection.Command("SELECT * FROM t"))
        using (var reader = command.ExecuteReader())
        {
            Assert.True(reader.Read());
        }

        using (var chunks = connection.Command("SELECT * FROM t").ReadChunks().GetEnumerator())
        {
            Assert.True(chunks.MoveNext());
        }

        other.Run("DROP TABLE t; CHECKPOINT");
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void A_second_statement_while_rows_are_read_is_refused_not_lost()
    {
        using var command = connection.Command("SELECT * FROM range(100000)");
        using var reader = command.ExecuteReader();
        reader.Read();

        var error = Assert.Throws<InvalidOperationException>(() => connection.Scalar("SELECT 1"));
        using var second = connection.Duplicate();

        Assert.Contains("Duplicate()", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, second.Scalar("SELECT 1"));
    }

    [Fact]
    public void Data_tables_load_with_types_and_nulls()
    {
        using var command = connection.Command(
            "SELECT 1::BIGINT AS id, 'ATL' AS origin, 2.5::DECIMAL(5,2) AS cost UNION ALL SELECT 2, NULL, NULL ORDER BY id"
        );
        using var reader = command.ExecuteReader();
        using var table = new DataTable();

        table.Load(reader);

        Assert.Equal([typeof(long), typeof(string), typeof(decimal)], table.Columns.Cast<DataColumn>().Select(column => column.DataType));
        Assert.Equal([1L, "ATL", 2.5m], table.Rows[0].ItemArray);
        Assert.Equal([2L, DBNull.Value, DBNull.Value], table.Rows[1].ItemArray);
    }

    [Fact]
    public void Schemas_name_and_type_each_column()
    {
        using var command = connection.Command(
            "SELECT 1.5::DECIMAL(18,3) AS a, [1::BIGINT] AS b, {'x': 1, 'y': MAP {'k': 2.0::DOUBLE}} AS c"
        );
        using var reader = command.ExecuteReader();

        var columns = reader.GetColumnSchema();

        Assert.Equal(["a", "b", "c"], columns.Select(column => column.ColumnName));
        Assert.Equal(
            ["DECIMAL(18,3)", "BIGINT[]", "STRUCT(x INTEGER, y MAP(VARCHAR, DOUBLE))"],
            columns.Select(column => column.DataTypeName)
        );
        Assert.Equal((18, 3), (columns[0].NumericPrecision, columns[0].NumericScale));
        Assert.Equal(0, reader.GetOrdinal("A"));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("d"));
    }

    [Fact]
    public void Scalar_runs_what_follows_the_first_result()
    {
        var first = connection.Scalar("CREATE TABLE t (x INT); SELECT 7; INSERT INTO t VALUES (1)");

        Assert.Equal(7, first);
        Assert.Equal(1L, connection.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Conflicting_updates_are_worth_another_try()
    {
        connection.Run("CREATE TABLE t (id INT, x INT); INSERT INTO t VALUES (1, 1)");
        using var other = connection.Duplicate();
        using var mine = connection.BeginTransaction();
        using var theirs = other.BeginTransaction();
        connection.Run("UPDATE t SET x = 2");

        var error = Assert.Throws<DuckDbException>(() => other.Run("UPDATE t SET x = 3"));

        Assert.True(error.IsTransient);
        Assert.Equal(DuckDbErrorType.Transaction, error.ErrorType);
    }

    [Fact]
    public void Prepared_commands_follow_a_reopened_connection()
    {
        using var command = connection.Command("SELECT @x", ("x", 1L));
        command.Prepare();
        connection.Close();
        connection.Open();

        var value = command.ExecuteScalar();

        Assert.Equal(1L, value);
    }

    [Fact]
    public void A_commit_that_fails_ends_the_transaction()
    {
        connection.Run("CREATE TABLE t (id INT PRIMARY KEY)");
        using var other = connection.Duplicate();
        using var mine = connection.BeginTransaction();
        using var theirs = other.BeginTransaction();
        connection.Run("INSERT INTO t VALUES (1)");
        other.Run("INSERT INTO t VALUES (1), (2)");
        mine.Commit();

        Assert.Throws<DuckDbException>(theirs.Commit);

        using var again = other.BeginTransaction();
        Assert.Equal(1L, other.Scalar("SELECT count(*) FROM t"));
    }
}
