using System.Globalization;
using Flywheel.Metrics;
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
        var path = DatasetManifest.Path(turn.Strategy.Model, turn.Version);
        if (turn.Of<TriggerRecord>().Answer != Answer.Yes || Form(turn) is not { Rows: > 0 } dataset)
        {
            return new() { Proposals = new Dictionary<string, string> { [path] = "" } };
        }

        return new()
        {
            Dataset = dataset,
            Proposals = new Dictionary<string, string> { [path] = Manifest(turn, dataset).Write() },
        };
    }

    /// <summary>Start of the hold-out, and so the end of what a candidate may be trained on.</summary>
    public static DateTime HoldOutFrom(Turn turn) => turn.AsOf - turn.Strategy.Main.Dataset.HoldOut;

    /// <summary>Forms the dataset of a turn, whatever its trigger says; its bytes are in the store afterwards.</summary>
    public static Dataset Form(Turn turn) => Form(turn, HoldOutFrom(turn));

    /// <summary>The same of events before a time, the hold-out's too: what a tested recipe is trained on once more.</summary>
    public static Dataset Form(Turn turn, DateTime to)
    {
        var continuation = Continuation.Of(turn);
        var from = continuation is { Base: not null }
            ? continuation.From(turn)
            : turn.Strategy.Main.Dataset.Points.From(to, turn.Log.FirstEvent);
        turn.Log.See(from, curated: true);
        var sampled = turn.Strategy.Main.Dataset.Points as SampledPoints;
        if (sampled is not null)
        {
            DrawnPoints.Lay(turn, sampled, from, to);
        }

        var query = continuation is { Base: not null } ? continuation.Query(turn, Columns(turn), from, to) : Query(turn, from, to);
        turn.Database.Execute($"CREATE OR REPLACE TABLE dataset AS {query}");
        var file = turn.Store.Scratch();
        var content = (Digest: "", Rows: 0L);
        turn.Database.AtOnce(
            beside => content = beside.Digest("SELECT * FROM dataset"),
            beside => beside.Execute($"COPY dataset TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)")
        );
        return new()
        {
            Version = turn.Version,
            From = from,
            To = to,
            Rows = content.Rows,
            Digest = content.Digest,
            Object = turn.Store.Take(file),
            Constant = turn.Database.Value<double?>(turn.Strategy.Target.Constant(turn.Log.Label, turn.Log.Id, "dataset")),
            Taken = sampled is null ? null : DrawnPoints.Taken(turn, sampled),
            Weights = WeightFigures.Of(turn),
            Continuation = continuation,
        };
    }

    /// <summary>Columns of one statement: each of its aggregates holds the column's distinct values until the statement is done.</summary>
    private const int StatisticsAtOnce = 50;

    private static string Query(Turn turn, DateTime from, DateTime to)
    {
        var settings = turn.Strategy.Main.Dataset;
        var columns = Columns(turn);
        var id = turn.Log.Id;
        if (settings is { Points: not SampledPoints, Weights.Said: null })
        {
            return $"SELECT {columns} FROM {turn.Log.Trainable(from, to)} ORDER BY {id}";
        }

        var drawn =
            settings.Points is SampledPoints ? $"JOIN drawn ON drawn.{DrawnPoints.Id} = points.{id} AND drawn.{DrawnPoints.IsDrawn}" : "";
        var (chance, curated) = settings.Weights.Said is null
            ? ("", "")
            : (Chance(turn), $"LEFT JOIN ({WeightFigures.Curated}) AS curated ON {WeightFigures.CuratedId} = points.{id}");
        return $"SELECT {columns}{chance} FROM (SELECT * FROM {turn.Log.Trainable(from, to)}) AS points {drawn} {curated} ORDER BY points.{id}";
    }

    /// <summary>SQL of the column with a row's chance of being in the dataset.</summary>
    private static string Chance(Turn turn) =>
        $", {(DrawnPoints.Are(turn) ? $"{DrawnPoints.Chance} * " : "")}coalesce({WeightFigures.CuratedChance}, 1){(
            turn.Log.IsSampled ? $" * {Logging.LogSection.Inclusion}" : ""
        )} AS {RowWeights.Chance}";

    private static string Columns(Turn turn) =>
        $"{string.Join(", ", turn.Strategy.Log.Columns.Keys.Select(Sql.Name))}, {turn.Log.TrainingLabel} AS {turn.Log.Label}";

    private static DatasetManifest Manifest(Turn turn, Dataset dataset)
    {
        var settings = turn.Strategy.Main.Dataset;
        var heldOut = $"""
            SELECT {string.Join(", ", turn.Strategy.Log.Columns.Keys.Select(Sql.Name))}, {turn.Log.Label} FROM log
            WHERE {turn.Log.Within(dataset.To, turn.AsOf)} AND {turn.Log.Label} IS NOT NULL ORDER BY {turn.Log.Id}
            """;
        var holdOut = (Digest: "", Rows: 0L);
        Dictionary<string, ColumnValues> columns = [];
        var cycles = Cycles(dataset, turn.Strategy.Main.Cycle);
        var rows = new CycleRows[cycles.Count];
        turn.Database.AtOnce([
            beside => holdOut = beside.Digest(heldOut),
            beside => columns = Statistics(turn, beside),
            .. cycles.Select((cycle, i) => (Action<Database>)(beside => rows[i] = RowsOf(turn, beside, cycle.From, cycle.To))),
        ]);
        return new()
        {
            Model = turn.Strategy.Model,
            Version = dataset.Version,
            AsOf = turn.Version,
            Points = dataset.Continuation?.Said(turn, dataset.From) ?? settings.Points.Said,
            Taken = dataset.Taken,
            From = Ledger.Day(dataset.From),
            To = Ledger.Day(dataset.To),
            Rows = dataset.Rows,
            Digest = dataset.Digest,
            LabelShare = turn.Strategy.Target.IsProbability ? Rounded(dataset.Constant) : null,
            LabelMean = turn.Strategy.Main.Task == ModelTask.Regression ? Rounded(dataset.Constant) : null,
            Role =
                $"training: every id but the {settings.EvaluationShare.ToString("0.##%", CultureInfo.InvariantCulture)} that are for evaluation by their hash",
            Cycles = cycles.Zip(rows).ToDictionary(pair => Ledger.Day(pair.First.From), pair => pair.Second, StringComparer.Ordinal),
            HoldOut = new()
            {
                From = Ledger.Day(dataset.To),
                To = turn.Version,
                Rows = holdOut.Rows,
                Digest = holdOut.Digest,
            },
            Weights = dataset.Weights,
            Columns = columns,
        };
    }

    /// <summary>The rows of the dataset that was formed last whose events are in [from, to).</summary>
    internal static CycleRows RowsOf(Turn turn, Database database, DateTime from, DateTime to)
    {
        var (digest, rows) = database.Digest($"SELECT * FROM dataset WHERE {turn.Log.Within(from, to)}");
        return new()
        {
            Rows = rows,
            Of = DrawnPoints.Are(turn) ? DrawnPoints.Count(database, from, to) : null,
            Digest = digest[..CycleRows.Digits],
        };
    }

    /// <summary>The dataset's cycles in order, counted back from the hold-out; the first may be cut off by the window.</summary>
    private static List<(DateTime From, DateTime To)> Cycles(Dataset dataset, TimeSpan cycle)
    {
        var cycles = new List<(DateTime From, DateTime To)>();
        for (var to = dataset.To; to > dataset.From; to -= cycle)
        {
            cycles.Insert(0, (to - cycle > dataset.From ? to - cycle : dataset.From, to));
        }

        return cycles;
    }

    /// <summary>What each column of the dataset just formed holds, so that the diff of two manifests shows what changed in the data.</summary>
    private static Dictionary<string, ColumnValues> Statistics(Turn turn, Database database) =>
        turn
            .Strategy.Log.Columns.Keys.Chunk(StatisticsAtOnce)
            .SelectMany(names => Statistics(names, database))
            .ToDictionary(column => column.Name, column => column.Values, StringComparer.Ordinal);

    private static IEnumerable<(string Name, ColumnValues Values)> Statistics(string[] names, Database database)
    {
        var statistics = names
            .Select(Sql.Name)
            .Select(
                (name, i) =>
                    $"""
                        count(*) - count({name}) AS missing{i}, count(DISTINCT {name}) AS distinct{i},
                        CAST(min({name}) AS VARCHAR) AS least{i}, CAST(max({name}) AS VARCHAR) AS most{i}
                        """
            );
        var found = database.Table($"SELECT {string.Join(", ", statistics)} FROM dataset");
        return names.Select(
            (name, i) =>
                (
                    name,
                    new ColumnValues
                    {
                        Missing = found.Wholes($"missing{i}")[0],
                        Distinct = found.Wholes($"distinct{i}")[0],
                        Least = found.Texts($"least{i}")[0],
                        Most = found.Texts($"most{i}")[0],
                    }
                )
        );
    }

    private static double? Rounded(double? share) => share is { } value ? Math.Round(value, 5) : null;
}
