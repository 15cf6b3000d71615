using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Infra;

/// <summary>A database in memory as the loop uses it.</summary>
internal sealed class InMemory : IDisposable
{
    private readonly DuckDbConnection connection = new($"Data Source={DuckDbConnectionStringBuilder.InMemory}");

    public InMemory()
    {
        connection.Open();
        Database = new(connection, new DuckDbDriver(), Seconds: 60);
    }

    public Database Database { get; }

    public void Dispose() => connection.Dispose();
}
