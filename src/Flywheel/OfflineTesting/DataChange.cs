using Flywheel.Datasets;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Distances;
using Flywheel.OfflineTesting.Gates;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.OfflineTesting;

/// <summary>The candidate's dataset beside that of the model in force.</summary>
public sealed record DataChange
{
    /// <summary>Version of the model in force, and so of its dataset.</summary>
    public required string Version { get; init; }

    public required long RowsBefore { get; init; }

    public required long Rows { get; init; }

    /// <summary>Shares of positives; null where labels are not yes or no.</summary>
    public double? LabelShareBefore { get; init; }

    public double? LabelShare { get; init; }

    /// <summary>Declared columns that both have.</summary>
    public required IReadOnlyList<ColumnChange> Columns { get; init; }

    /// <summary>Distances of the features, and of labels that are not yes or no; null where no gate asks for them or they could not be measured.</summary>
    public IReadOnlyList<Drift>? Distances { get; init; }

    /// <summary>Features whose columns the earlier dataset does not have.</summary>
    public IReadOnlyList<string> Unmatched { get; init; } = [];

    /// <summary>Why the distances that a gate asks for could not be measured; null where they were.</summary>
    public string? Why { get; init; }

    /// <summary>Null where there is no model in force, no candidate, or no manifest of what the model in force was trained on.</summary>
    public static DataChange? Of(Turn turn)
    {
        var record = turn.Of<DatasetRecord>();
        if (turn.Base.Deployment.Current is not { } version || record.Dataset is not { } dataset)
        {
            return null;
        }

        var model = ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, version);
        if (DatasetManifest.Read(turn.Workplace.Files, model.Dataset) is not { } before)
        {
            return null;
        }

        var path = DatasetManifest.Path(turn.Strategy.Model, dataset.Version);
        var now = Documents.Read<DatasetManifest>(path, record.Proposals[path]);
        var change = new DataChange
        {
            Version = version,
            RowsBefore = before.Rows,
            Rows = now.Rows,
            LabelShareBefore = before.LabelShare,
            LabelShare = now.LabelShare,
            Columns =
            [
                .. now
                    .Columns.Where(column => before.Columns.ContainsKey(column.Key))
                    .Select(column => ColumnChange.Of(column.Key, before.Columns[column.Key], before.Rows, column.Value, now.Rows)),
            ],
        };
        var asked = turn.Strategy.Main.OfflineTest.Gates.OfType<NoSurprise>().Select(gate => gate.Distance).Distinct().ToList();
        return asked.Count == 0 ? change : change.Measured(turn, dataset, model, [.. asked.Select(DistanceKinds.Named)]);
    }

    private DataChange Measured(Turn turn, Dataset dataset, ModelManifest model, IReadOnlyList<Distance> distances)
    {
        var (earlier, why) = EarlierRows.Of(turn, model);
        if (earlier is null)
        {
            return this with { Why = why };
        }

        EarlierRows.Keep(turn.Store, dataset.Digest, dataset.Object);
        var (reference, current) = (Relation(turn, earlier), Relation(turn, dataset.Object));
        var held = turn.Database.Table($"SELECT column_name FROM (DESCRIBE SELECT * FROM {reference})").Texts("column_name");
        var columns = Watched(turn).ToList();
        var matched = columns.Where(column => column.Reads.All(held.Contains)).Select(column => column.Column).ToList();
        var found = new IReadOnlyList<Drift>[matched.Count];
        turn.Database.AtOnce([
            .. matched.Select(
                (column, i) => (Action<Database>)(beside => found[i] = Between(column, distances, reference, current, beside))
            ),
        ]);
        return this with
        {
            Distances = [.. found.SelectMany(drift => drift)],
            Unmatched = [.. columns.Select(column => column.Column.Name).Except(matched.Select(column => column.Name))],
        };
    }

    private static IReadOnlyList<Drift> Between(
        DriftColumn column,
        IReadOnlyList<Distance> distances,
        string reference,
        string current,
        Database database
    )
    {
        var (before, now) = (column.Read(database, "TRUE", reference), column.Read(database, "TRUE", current));
        return before.Total == 0 || now.Total == 0 ? [] : Drifts.Of(column, distances, before, now);
    }

    /// <summary>What distances are measured of, each with the columns that it reads.</summary>
    private static IEnumerable<(DriftColumn Column, IReadOnlyList<string> Reads)> Watched(Turn turn)
    {
        var features = turn.Strategy.Main.Features;
        foreach (var column in DriftColumn.All(turn.Strategy).Where(column => features.ContainsKey(column.Name)))
        {
            yield return (column, turn.Strategy.Of(features[column.Name].Of).Columns);
        }

        var label = turn.Strategy.Log.Label.Column;
        if (!turn.Strategy.Target.IsProbability)
        {
            var isNumber = turn.Strategy.Target.Classes.Count == 0;
            yield return (new(label, Warehouse.Sql.Name(label), isNumber, IsScore: false), [label]);
        }
    }

    private static string Relation(Turn turn, string hash) => $"read_parquet({Warehouse.Sql.Text(turn.Store.PathOf(hash))})";
}

/// <summary>What a declared column holds, before and now.</summary>
/// <param name="MissingBefore">Share of the rows without a value.</param>
/// <param name="Missing">The same now.</param>
/// <param name="DistinctBefore">Different values.</param>
/// <param name="Distinct">The same now.</param>
public sealed record ColumnChange(string Name, double MissingBefore, double Missing, long DistinctBefore, long Distinct)
{
    public static ColumnChange Of(string name, ColumnValues before, long rowsBefore, ColumnValues now, long rows) =>
        new(name, (double)before.Missing / rowsBefore, (double)now.Missing / rows, before.Distinct, now.Distinct);
}
