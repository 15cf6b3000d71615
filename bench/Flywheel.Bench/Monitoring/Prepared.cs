using Flywheel.Cli;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Monitoring;

/// <summary>A repository of its own with the rich strategy and the generated orders, taken into its log.</summary>
public static class Prepared
{
    /// <param name="rows">Of the window; the reference has as many.</param>
    public static void In(string folder, long rows)
    {
        foreach (var (file, text) in RichStrategy.Files)
        {
            var path = Path.Combine(folder, "strategy", RichStrategy.Model, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        var landing = Path.Combine(folder, ".flywheel/production", RichStrategy.Model);
        Unconfined(database => new GeneratedOrders(database, rows).Land(landing));
        using var silent = new NoProgress();
        Turn(folder, silent, turn => Loop.Turn(turn, "log"));
    }

    /// <summary>Works on the turn at the window's end.</summary>
    public static void Turn(string folder, IProgress progress, Action<Turn> work)
    {
        using var workshop = new Workshop(folder, progress);
        var strategy = workshop.Strategy(RichStrategy.Model);
        work(
            new(
                strategy,
                GeneratedOrders.Ends,
                BaseState.Before(GeneratedOrders.Ends, workshop.Files, RichStrategy.Model),
                workshop.Open(strategy)
            )
        );
    }

    /// <summary>Works on a database that may read and write every file.</summary>
    public static void Unconfined(Action<Database> work)
    {
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        work(new(connection, new DuckDbDriver(), Seconds: 0));
    }
}
