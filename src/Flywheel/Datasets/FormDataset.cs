using System.Globalization;
using Flywheel.State;
using Flywheel.Triggers;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>Stage "form-dataset": the labelled points of the reservoir that the strategy wants, before the hold-out, for training only.</summary>
public static class FormDataset
{
    public static DatasetRecord Run(Turn turn)
    {
        var path = $"datasets/{turn.Strategy.Model}/{turn.Version}.yaml";
        if (turn.Of<TriggerRecord>().Answer != Answer.Yes || Form(turn) is not { Rows: > 0 } dataset)
        {
            return new() { Proposals = new Dictionary<string, string> { [path] = "" } };
        }

        return new()
        {
            Dataset = dataset,
            Proposals = new Dictionary<string, string> { [path] = Manifest(turn, dataset) },
        };
    }

    /// <summary>Start of the hold-out, and so the end of what a candidate may be trained on.</summary>
    public static DateTime HoldOutFrom(Turn turn) => turn.AsOf - turn.Strategy.Main.Dataset.HoldOut;

    /// <summary>Forms the dataset of a turn, whatever its trigger says; its bytes are in the store afterwards.</summary>
    public static Dataset Form(Turn turn)
    {
        var to = HoldOutFrom(turn);
        var from = turn.Strategy.Main.Dataset.Points.From(to, turn.Log.FirstEvent);
        turn.Log.See(from, curated: true);
        turn.Database.Execute($"CREATE OR REPLACE TEMP TABLE dataset AS {Query(turn, from, to)}");
        var (digest, count) = turn.Database.Digest("SELECT * FROM dataset");
        var file = turn.Store.Scratch();
        turn.Database.Execute($"COPY dataset TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)");
        return new()
        {
            Version = turn.Version,
            From = from,
            To = to,
            Rows = count,
            Digest = digest,
            Object = turn.Store.Take(file),
            LabelShare =
                count == 0 ? null : turn.Database.Value<double>($"SELECT sum({turn.Log.Label}) / CAST(count(*) AS DOUBLE) FROM dataset"),
        };
    }

    private static string Query(Turn turn, DateTime from, DateTime to) =>
        $"""
            SELECT {string.Join(", ", turn.Strategy.Log.Columns.Keys.Select(Sql.Name))}, {turn.Log.Label}
            FROM log SEMI JOIN reservoir ON reservoir.id = log.{turn.Log.Id}
            WHERE {turn.Log.Within(from, to)} AND {turn.Log.Label} IS NOT NULL AND NOT evaluates
            ORDER BY {turn.Log.Id}
            """;

    private static string Manifest(Turn turn, Dataset dataset)
    {
        var settings = turn.Strategy.Main.Dataset;
        var holdOut = turn.Database.Digest(
            $"""
            SELECT {string.Join(", ", turn.Strategy.Log.Columns.Keys.Select(Sql.Name))}, {turn.Log.Label} FROM log
            WHERE {turn.Log.Within(dataset.To, turn.AsOf)} AND {turn.Log.Label} IS NOT NULL ORDER BY {turn.Log.Id}
            """
        );
        return Documents.Write(
            $"Dataset {turn.Strategy.Model}@{dataset.Version}: the exact points of one training job, named by the digest of their ordered rows.",
            [
                ("model", turn.Strategy.Model),
                ("version", dataset.Version),
                ("as-of", turn.Version),
                ("points", settings.Points.Said),
                ("from", Ledger.Day(dataset.From)),
                ("to", Ledger.Day(dataset.To)),
                ("rows", dataset.Rows),
                ("digest", dataset.Digest),
                ("label-share", Rounded(dataset.LabelShare)),
                (
                    "role",
                    $"training: every id but the {settings.EvaluationShare.ToString("0.##%", CultureInfo.InvariantCulture)} that are for evaluation by their hash"
                ),
                (
                    "hold-out",
                    Documents.Map([
                        ("from", Ledger.Day(dataset.To)),
                        ("to", turn.Version),
                        ("rows", holdOut.Rows),
                        ("digest", holdOut.Digest),
                    ])
                ),
                ("columns", Statistics(turn)),
            ]
        );
    }

    /// <summary>What each column of the dataset just formed holds, so that the diff of two manifests shows what changed in the data.</summary>
    private static Dictionary<string, Yaml.Flow> Statistics(Turn turn)
    {
        var columns = turn.Strategy.Log.Columns.Keys.ToList();
        var statistics = columns
            .Select(Sql.Name)
            .Select(
                (name, i) =>
                    $"""
                        count(*) - count({name}) AS missing{i}, count(DISTINCT {name}) AS distinct{i},
                        CAST(min({name}) AS VARCHAR) AS least{i}, CAST(max({name}) AS VARCHAR) AS most{i}
                        """
            );
        var found = turn.Database.Table($"SELECT {string.Join(", ", statistics)} FROM dataset");
        return Enumerable
            .Range(0, columns.Count)
            .ToDictionary(
                i => columns[i],
                i =>
                    Documents.Flow([
                        ("missing", found.Wholes($"missing{i}")[0]),
                        ("distinct", found.Wholes($"distinct{i}")[0]),
                        ("least", found.Texts($"least{i}")[0]),
                        ("most", found.Texts($"most{i}")[0]),
                    ]),
                StringComparer.Ordinal
            );
    }

    private static double? Rounded(double? share) => share is { } value ? Math.Round(value, 5) : null;
}
