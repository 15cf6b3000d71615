using Flywheel.DuckDb;

namespace Flywheel.Tests.DuckDb;

public sealed class ConfinementTests : IDisposable
{
    private readonly TemporaryFolder lake = new();
    private readonly TemporaryFolder elsewhere = new();
    private readonly DuckDbConnection connection;

    public ConfinementTests()
    {
        connection = DuckDbSample.Open($"Data Source=:memory:;Memory Limit=1GB;Threads=1;Temp Directory={lake.File("spill")}");
        connection.Run($"COPY (SELECT 42 AS x) TO '{lake.File("a.parquet")}'; COPY (SELECT 42 AS x) TO '{elsewhere.File("b.parquet")}'");
        File.CreateSymbolicLink(lake.File("way-out.parquet"), elsewhere.File("b.parquet"));
        connection.Confine(lake.Path);
    }

    public void Dispose()
    {
        connection.Dispose();
        lake.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public void Allowed_folders_stay_readable() => Assert.Equal(42, connection.Scalar($"SELECT x FROM '{lake.File("a.parquet")}'"));

    [Theory]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM glob('/etc/*')")]
    [InlineData("SELECT * FROM read_parquet('{lake}/../{elsewhere}/b.parquet')")]
    [InlineData("SELECT * FROM read_parquet('{lake}/way-out.parquet')")]
    [InlineData("SELECT * FROM read_parquet('{lake}2/b.parquet')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/flywheel-duckdb-must-not-exist.csv'")]
    [InlineData("ATTACH '/tmp/flywheel-duckdb-must-not-exist.duckdb' AS other")]
    [InlineData("SET memory_limit = '100GB'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET allowed_directories = ['/']")]
    [InlineData("RESET lock_configuration")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD '/tmp/x.duckdb_extension'")]
    public void Everything_else_is_refused(string sql)
    {
        var written = sql.Replace("{lake}", lake.Path, StringComparison.Ordinal)
            .Replace("{elsewhere}", Path.GetFileName(elsewhere.Path), StringComparison.Ordinal);

        var error = Assert.Throws<DuckDbException>(() => connection.Run(written));

        Assert.Contains(error.ErrorType, new[] { DuckDbErrorType.Permission, DuckDbErrorType.InvalidInput });
        Assert.False(File.Exists("/tmp/flywheel-duckdb-must-not-exist.csv"));
        Assert.False(File.Exists("/tmp/flywheel-duckdb-must-not-exist.duckdb"));
    }

    [Fact]
    public void Second_connections_are_confined_too()
    {
        using var second = connection.Duplicate();

        Assert.Throws<DuckDbException>(() => second.Scalar("SELECT * FROM read_text('/etc/passwd')"));
    }

    [Fact]
    public void Without_folders_no_file_is_readable()
    {
        using var shut = DuckDbSample.Open();
        shut.Confine();

        Assert.Throws<DuckDbException>(() => shut.Scalar($"SELECT x FROM '{lake.File("a.parquet")}'"));
        Assert.Equal(1, shut.Scalar("SELECT 1"));
    }
}
