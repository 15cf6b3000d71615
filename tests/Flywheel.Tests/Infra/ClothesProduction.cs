using Flywheel.Backtesting;
using Flywheel.Bench.Corpora;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Infra;

/// <summary>Pictures of clothes, in the order of Fashion-MNIST's training file, so many a day; the id is a picture's place there.</summary>
/// <param name="square">Pixels of the side of a square that is one column.</param>
public sealed class ClothesProduction(int square) : IProduction, IDisposable
{
    public const int PicturesADay = 2000;

    private static readonly Lazy<FashionMnist> _pictures = new(() => FashionMnist.Read(Repository.Root));

    private readonly DuckDbConnection connection = new($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");

    public DateTime Begins { get; } = new(2024, 1, 1);

    public DateTime Ends { get; } = new(2024, 1, 31);

    /// <summary>Which classes are photographed from a time on; all of them before.</summary>
    public (DateTime From, IReadOnlyList<string> Classes)? Only { get; init; }

    public void Arrive(ModelStrategy strategy, string folder, DateTime from, DateTime to, Scorer? model, string? version)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            connection.Open();
        }

        var database = new Database(connection, new DuckDbDriver(), 0);
        Photograph(database, from);
        database.Execute("CREATE OR REPLACE TABLE scores (picture_id BIGINT, score BIGINT)");
        if (model is not null)
        {
            var ids = database.Wholes("SELECT picture_id FROM pictures ORDER BY picture_id");
            var scores = Array.ConvertAll(model.Score(database, "pictures", "TRUE", "picture_id"), score => (long)score);
            using var appender = connection.CreateAppender("scores");
            appender.AppendColumns(DuckDbColumn.Of(ids.AsMemory()), DuckDbColumn.Of(scores.AsMemory()));
        }

        var name = $"{from:yyyy-MM-dd}.parquet";
        var by = model is null ? "CAST(NULL AS VARCHAR)" : Sql.Text(version!);
        Write("labels", $"SELECT picture_id, {Named("label")} AS kind, taken_at + INTERVAL 6 HOUR AS received_at FROM pictures");
        Write(
            "events",
            $"SELECT pictures.* EXCLUDE (label), {Named("score")} AS score, {by} AS scored_by, taken_at AS received_at FROM pictures LEFT JOIN scores USING (picture_id)"
        );

        void Write(string stream, string query)
        {
            Directory.CreateDirectory(Path.Combine(folder, stream));
            database.Execute($"COPY ({query} ORDER BY picture_id) TO {Sql.Text(Path.Combine(folder, stream, name))} (FORMAT parquet)");
        }
    }

    public bool Arrived(string folder, DateTime from) => File.Exists(Path.Combine(folder, "events", $"{from:yyyy-MM-dd}.parquet"));

    private static string Named(string place) => $"[{string.Join(", ", FashionMnist.Classes.Select(Sql.Text))}][1 + {place}]";

    /// <summary>A day's pictures, as far apart as makes a day.</summary>
    private void Photograph(Database database, DateTime day)
    {
        var pictures = _pictures.Value;
        var first = (int)(day - Begins).TotalDays * PicturesADay;
        var taken = Enumerable
            .Range(first, PicturesADay)
            .Where(i => Only is not { } only || day < only.From || only.Classes.Contains(Name(i)))
            .ToArray();
        var pixels = Array.ConvertAll(taken, i => pictures.Pooled(i, square));
        var columns = ClothesStrategy.Pixels(square).ToList();
        database.Execute(
            $"CREATE OR REPLACE TABLE pictures (picture_id BIGINT, taken_at TIMESTAMP, {string.Join(", ", columns.Select(name => $"{name} DOUBLE"))}, label BIGINT)"
        );
        using var appender = connection.CreateAppender("pictures");
        appender.AppendColumns([
            DuckDbColumn.Of(Array.ConvertAll(taken, i => (long)i).AsMemory()),
            DuckDbColumn.Of(Array.ConvertAll(taken, i => day.AddSeconds((i - first) * 86400 / PicturesADay)).AsMemory()),
            .. columns.Select((_, i) => DuckDbColumn.Of(Array.ConvertAll(pixels, row => row[i]).AsMemory())),
            DuckDbColumn.Of(Array.ConvertAll(taken, i => (long)pictures.Labels[i]).AsMemory()),
        ]);

        string Name(int i) => FashionMnist.Classes[pictures.Labels[i]];
    }

    public void Dispose() => connection.Dispose();
}
