using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Cli.Demo;

/// <summary>A production that lets recorded history happen again, a time span after the other, and writes the files that the log takes in.</summary>
public abstract class RecordedWeeks : IDemo
{
    protected RecordedWeeks()
    {
        Connection.Open();
        Database = new(Connection, new DuckDbDriver(), 0);
    }

    public abstract DateTime Begins { get; }

    public abstract DateTime Ends { get; }

    public abstract string What { get; }

    public abstract string? LeftOut { get; }

    /// <summary>Name of the id's column.</summary>
    protected abstract string Id { get; }

    /// <summary>Columns that order events which were received at once.</summary>
    protected virtual string Order => Id;

    protected DuckDbConnection Connection { get; } = new($"Data Source={DuckDbConnectionStringBuilder.InMemory}");

    protected Database Database { get; }

    public void Arrive(ModelStrategy strategy, string folder, DateTime from, DateTime to, Scorer? model, string? version)
    {
        Database.Execute($"CREATE OR REPLACE TABLE week AS {Week(from, to)} ORDER BY {Id}");
        Score(model);
        var name = $"{from:yyyy-MM-dd}.parquet";
        Write(Path.Combine(folder, "labels", name), Labels(strategy.Log.Label.ArrivesAfter), Id);
        Write(Path.Combine(folder, "feedback", name), Complaints, Id);

        // Last: a week whose events are there is there as a whole.
        Write(Path.Combine(folder, "events", name), Events(version), Order);
    }

    public bool Arrived(string folder, DateTime from) => File.Exists(Path.Combine(folder, "events", $"{from:yyyy-MM-dd}.parquet"));

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Connection.Dispose();
        }
    }

    /// <summary>SQL of what happened in a time span, labels included.</summary>
    protected abstract string Week(DateTime from, DateTime to);

    /// <summary>Fills the table <c>scores</c> with what a model says of <c>week</c>.</summary>
    protected abstract void Score(Scorer? model);

    /// <summary>SQL of the events of <c>week</c> as the log is to have them.</summary>
    /// <param name="version">Of the model that gave the scores, or null.</param>
    protected abstract string Events(string? version);

    protected abstract string Labels(TimeSpan delay);

    protected abstract string Complaints { get; }

    private void Write(string file, string query, string order)
    {
        AtomicFile.MakeFolder(Path.GetDirectoryName(file)!);
        var part = file + AtomicFile.Part;
        Database.Execute(
            $"COPY (SELECT * FROM ({query}) ORDER BY received_at, {order}) TO {Sql.Text(part)} (FORMAT parquet, COMPRESSION zstd)"
        );
        AtomicFile.Place(part, file);
    }
}
