namespace Flywheel.Tests.DuckDb;

/// <summary>Runs alone: the working set belongs to the whole process, and other tests train models in it.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LeakTests
{
    [Theory]
    [InlineData("Threads=1", 100)]
    [InlineData("Data Source=:memory:kept-open", 1000)]
    public void Opening_and_closing_again_and_again_leaks_no_memory(string connectionString, int times)
    {
        using var keeper = DuckDbSample.Open("Data Source=:memory:kept-open");

        Use(connectionString, times / 10);
        var before = Environment.WorkingSet;
        Use(connectionString, times);
        var after = Environment.WorkingSet;

        Assert.InRange((after - before) / 1e6, double.NegativeInfinity, 100);
    }

    private static void Use(string connectionString, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var connection = DuckDbSample.Open(connectionString);
            using var reader = connection.Command("SELECT @x, 'text' FROM range(3000)", ("x", i)).ExecuteReader();
            reader.Read();
        }
    }
}
