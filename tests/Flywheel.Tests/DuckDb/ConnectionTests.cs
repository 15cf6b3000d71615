using System.Data;
using Flywheel.DuckDb;
using Flywheel.DuckDb.Native;

namespace Flywheel.Tests.DuckDb;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_connections_share_one_file()
    {
        var source = $"Data Source={folder.File("store.duckdb")}";
        using (var first = DuckDbSample.Open(source))
        using (var second = DuckDbSample.Open(source))
        {
            first.Run("CREATE TABLE t AS SELECT 7 AS x");
            first.Close();
            Assert.Equal(7, second.Scalar("SELECT x FROM t"));
        }

        using var again = DuckDbSample.Open(source);
        Assert.Equal(7, again.Scalar("SELECT x FROM t"));
    }

    [Fact]
    public void Memory_is_private_unless_named()
    {
        using var alone = DuckDbSample.Open();
        using var other = DuckDbSample.Open();
        using var named = DuckDbSample.Open("Data Source=:memory:shared-by-name");
        using var same = DuckDbSample.Open("Data Source=:memory:shared-by-name");
        using var duplicate = alone.Duplicate();
        alone.Run("CREATE TABLE t (x INT)");
        named.Run("CREATE TABLE t (x INT)");

        Assert.Equal(0L, duplicate.Scalar("SELECT count(*) FROM t"));
        Assert.Equal(0L, same.Scalar("SELECT count(*) FROM t"));
        Assert.Throws<DuckDbException>(() => other.Scalar("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Settings_reach_the_database()
    {
        using var connection = DuckDbSample.Open(
            $"Memory Limit=512MB;Threads=1;Temp Directory={folder.File("spill")};Max Temp Directory Size=1GB"
        );

        Assert.Equal(1L, connection.Scalar("SELECT current_setting('threads')"));
        Assert.Equal("488.2 MiB", connection.Scalar("SELECT current_setting('memory_limit')"));
        Assert.Equal(folder.File("spill"), connection.Scalar("SELECT current_setting('temp_directory')"));
        Assert.Equal("v1.5.5", connection.ServerVersion);
    }

    [Fact]
    public void Settings_that_contradict_the_open_database_are_refused()
    {
        var source = $"Data Source={folder.File("store.duckdb")}";
        using var first = DuckDbSample.Open($"{source};Threads=1");
        using var agrees = DuckDbSample.Open(source);
        using var contradicts = new DuckDbConnection($"{source};Threads=2");

        var error = Assert.Throws<InvalidOperationException>(contradicts.Open);

        Assert.Contains("threads = 1, not 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Closed, contradicts.State);
    }

    [Fact]
    public void Unknown_keys_are_refused_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => new DuckDbConnection("Data Source=:memory:;Thread=2"));

        Assert.Contains("Memory Limit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_duckdb_refuses_are_named()
    {
        using var connection = new DuckDbConnection("Memory Limit=plenty");

        var error = Assert.Throws<DuckDbException>(connection.Open);

        Assert.Contains("plenty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        using var connection = DuckDbSample.Open();

        var query = Assert.Throws<DuckDbException>(() => connection.Scalar("SELECT * FROM '/nowhere/x.parquet'"));
        using var database = new DuckDbConnection("Data Source=/nowhere/x.duckdb");
        var open = Assert.Throws<DuckDbException>(database.Open);

        Assert.Equal(DuckDbErrorType.IO, query.ErrorType);
        Assert.Contains("/nowhere/x.parquet", query.Message, StringComparison.Ordinal);
        Assert.Equal(DuckDbErrorType.IO, open.ErrorType);
        Assert.Contains("/nowhere/x.duckdb", open.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_parquet_files_are_named()
    {
        using var connection = DuckDbSample.Open();
        var file = folder.File("cut.parquet");
        connection.Run($"COPY (SELECT range AS x FROM range(10000)) TO '{file}'");
        using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(stream.Length / 2);
        }

        var error = Assert.Throws<DuckDbException>(() => connection.Scalar($"SELECT sum(x) FROM '{file}'"));

        Assert.Contains("cut.parquet", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.ErrorType, new[] { DuckDbErrorType.InvalidInput, DuckDbErrorType.IO });
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void Reaching_the_memory_limit_is_an_error_that_leaves_the_process_alive()
    {
        using var connection = DuckDbSample.Open($"Memory Limit=50MB;Threads=1;Temp Directory={folder.File("spill")}");

        var error = Assert.Throws<DuckDbException>(() =>
            connection.Scalar("SELECT len(list(x || 'some text to fill memory')) FROM range(10000000) t(x)")
        );

        Assert.Equal(DuckDbErrorType.OutOfMemory, error.ErrorType);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void Closed_connections_say_so()
    {
        using var connection = new DuckDbConnection();

        Assert.Contains(
            "Open()",
            Assert.Throws<InvalidOperationException>(() => connection.Scalar("SELECT 1")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidOperationException>(() => connection.Duplicate());
    }

    [Fact]
    public void Closing_ends_readers_and_transactions()
    {
        var source = $"Data Source={folder.File("store.duckdb")}";
        using var keeper = DuckDbSample.Open(source);
        keeper.Run("CREATE TABLE t AS SELECT * FROM range(100000)");
        var connection = DuckDbSample.Open(source);
        _ = connection.BeginTransaction();
        connection.Run("DELETE FROM t WHERE range = 1");
        using var reader = connection.Command("SELECT * FROM t").ExecuteReader();
        reader.Read();

        connection.Dispose();

        Assert.Equal(100000L, keeper.Scalar("SELECT count(*) FROM t"));
        Assert.Throws<ObjectDisposedException>(() => reader.Read());
    }

    [Fact]
    public void A_missing_library_says_what_to_type()
    {
        var message = LibraryLocation.Missing("/nowhere/libduckdb.so");

        Assert.Contains("./build.sh", message, StringComparison.Ordinal);
        Assert.Contains("FLYWHEEL_DUCKDB", message, StringComparison.Ordinal);
        Assert.Equal("/opt/x.so", LibraryLocation.File("/opt/x.so", "/app"));
        Assert.StartsWith("/app", LibraryLocation.File(null, "/app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_work_side_by_side_on_duplicates()
    {
        using var connection = DuckDbSample.Open();
        connection.Run("CREATE TABLE t AS SELECT * FROM range(100000)");

        var sums = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        using var own = connection.Duplicate();
                        return (long)(decimal)own.Scalar("SELECT sum(range) FROM t")!;
                    })
                )
        );

        Assert.All(sums, sum => Assert.Equal(4999950000L, sum));
    }
}
