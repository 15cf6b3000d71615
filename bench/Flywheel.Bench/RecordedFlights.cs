using Flywheel.Cli;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Bench;

/// <summary>The demo's flights as they were recorded, for benches that need no log.</summary>
internal static class RecordedFlights
{
    /// <summary>SQL of those that leave in [from, to), with the columns of strategy/flights and <c>late</c>, 1 or 0.</summary>
    /// <param name="root">The repository's root.</param>
    public static string Between(string root, DateTime from, DateTime to) =>
        $"""
            (SELECT CAST(file_row_number AS BIGINT) AS flight_id, CAST(date AS TIMESTAMP) AS departs_at, CAST(distance AS BIGINT) AS distance,
                    CAST(origin AS VARCHAR) AS origin, CAST(destination AS VARCHAR) AS destination, CAST(delay > 15 AS INTEGER) AS late
             FROM read_parquet({Sql.Text(
                Path.Combine(root, "build/node_modules/vega-datasets/data/flights-3m.parquet")
            )}, file_row_number = true)
             WHERE date >= {Sql.Time(from)} AND date < {Sql.Time(to)})
            """;

    /// <summary>The flights' strategy with other curation rules.</summary>
    /// <param name="rules">The items of <c>rules</c> in curation.yaml.</param>
    public static ModelStrategy Curated(string root, IEnumerable<string> rules)
    {
        using var quiet = new NoProgress();
        using var workshop = new Workshop(root, quiet);
        var text = string.Concat(rules.Select(rule => $"  - {rule}\n"));
        return Edited(workshop, StrategyLoader.CurationName, _ => $"labels: from-log\nrules:\n{text}");
    }

    /// <summary>The flights' strategy with one of its files as another text.</summary>
    public static ModelStrategy Edited(Workshop workshop, string file, Func<string, string> edit)
    {
        var files = new FilesInMemory(workshop.Files);
        foreach (var path in workshop.Files.List("strategy/flights"))
        {
            var text = workshop.Files.Read(path)!;
            files.Write(path, path.EndsWith($"/{file}", StringComparison.Ordinal) ? edit(text) : text);
        }

        return workshop.Strategy("flights", files);
    }
}
