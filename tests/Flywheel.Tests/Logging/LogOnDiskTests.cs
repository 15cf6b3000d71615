using Flywheel.Logging;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Logging;

public sealed class LogOnDiskTests
{
    [Fact]
    public void A_log_that_lies_in_a_file_has_the_rows_that_it_has_in_memory()
    {
        using var repository = new TemporaryRepository();
        repository.Live(cycles: 2);
        const string Rows = "SELECT * FROM log ORDER BY ALL";

        var (inMemory, onDisk, place) = repository.Work(workbench =>
        {
            var turn = workbench.At(repository.After(2));
            turn.Log.See(repository.Production.Begins, curated: true);
            var before = turn.Database.Digest(Rows);
            new AsOfLog(turn, mostInMemory: 0).See(repository.Production.Begins, curated: true);
            return (
                before,
                turn.Database.Digest(Rows),
                turn.Database.Value<string>("SELECT sql FROM duckdb_views() WHERE view_name = 'log'")
            );
        });

        Assert.True(inMemory.Rows > 0);
        Assert.Equal(inMemory, onDisk);
        Assert.Contains("read_parquet(", place, StringComparison.Ordinal);
    }
}
