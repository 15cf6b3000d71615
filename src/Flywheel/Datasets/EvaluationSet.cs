using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("What an evaluation set holds; its folder is never changed, a new version is a new folder.")]
public sealed record EvaluationSetManifest
{
    [Doc("Name of the model.")]
    public required string Model { get; init; }

    [Doc("Name of the set.")]
    public required string Name { get; init; }

    [Doc("Version of the set."), Pattern("v[1-9][0-9]*", "a version such as v1")]
    public required string Version { get; init; }

    [Doc("Why these rows are worth a test of their own.")]
    public required string Why { get; init; }

    [Doc("Condition that picked the rows.")]
    public required string Where { get; init; }

    [Doc("Time as of which they were picked: only labels that had arrived.")]
    public required string AsOf { get; init; }

    [Doc("Rows of rows.csv.")]
    public required long Rows { get; init; }

    [Doc("Digest of the ordered rows.")]
    public required string Digest { get; init; }
}

/// <summary>Rows with labels that every candidate is measured on, the same for ever: <c>evalsets/&lt;model&gt;/&lt;name&gt;/v&lt;N&gt;/</c>.</summary>
/// <param name="Sample">Labels and clusters, in order of id.</param>
/// <param name="Relation">SQL of its rows, to read features in the same order.</param>
public sealed record EvaluationSet(LabelledSample Sample, string Relation)
{
    public const string RowsFile = "rows.csv";

    public static string Folder(string model, string name, string version) => $"evalsets/{model}/{name}/{version}";

    /// <exception cref="RefusedException">The set is missing or was changed.</exception>
    public static EvaluationSet Read(Turn turn, string name, string version)
    {
        var folder = Folder(turn.Strategy.Model, name, version);
        var path = $"{folder}/evalset.yaml";
        var text =
            turn.Workplace.Files.Read(path)
            ?? throw new RefusedException(
                ExitCode.Mistake,
                $"{path} is missing, but 'evaluation-sets' in strategy/{turn.Strategy.Model}/strategy.yaml names it. "
                    + $"Type: flywheel evalset {turn.Strategy.Model} {name} --where \"…\" --why \"…\", or take the name out of the strategy."
            );
        var manifest = Documents.Read<EvaluationSetManifest>(path, text);

        // The database reads the file by itself; the turn is to know that it is read.
        _ = turn.Workplace.Files.Read($"{folder}/{RowsFile}");
        var relation = Sql.Name($"{name} {version}");
        turn.Database.Execute($"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT * FROM {Rows(turn, folder)} ORDER BY {turn.Log.Id}");
        var (digest, _) = turn.Database.Digest($"SELECT * FROM {relation} ORDER BY {turn.Log.Id}");
        if (digest != manifest.Digest)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{folder}/rows.csv was changed: its rows have the digest {digest}, and {path} says {manifest.Digest}. "
                    + $"Evaluation sets are immutable. Type: git checkout -- {folder}, and make changes in a new version."
            );
        }

        var table = turn.Database.Table(
            $"""
            SELECT CAST({turn.Strategy.Target.Number(turn.Log.Label)} AS DOUBLE) AS label,
                   dense_rank() OVER (ORDER BY {turn.Strategy.Sql(turn.Strategy.Log.Cluster)}) - 1 AS cluster
            FROM {relation} ORDER BY {turn.Log.Id}
            """
        );
        var cluster = Array.ConvertAll(table.Reals("cluster"), index => (int)index);
        var weight = new double[table.Rows];
        Array.Fill(weight, 1);
        return new(new(table.Reals("label"), weight, cluster, cluster.Length == 0 ? 0 : cluster.Max() + 1), relation);
    }

    public double[] Score(Turn turn, Scorer model) => model.Score(turn.Database, Relation, "TRUE", turn.Log.Id);

    /// <summary>SQL of a folder's rows with the log's own types.</summary>
    internal static string Rows(Turn turn, string folder)
    {
        var log = turn.Strategy.Log;
        var columns = log
            .Columns.Select(column => (column.Key, StreamColumns.TypeText(column.Value)))
            .Append((log.Label.Column, StreamColumns.TypeText(turn.Strategy.Target.Label)))
            .Select(column => $"{Sql.Text(column.Item1)}: {Sql.Text(column.Item2)}");
        var path = Path.Combine(turn.Workplace.Root, folder, RowsFile);

        // Its form is ours: nothing is left for DuckDB to guess, which takes it longer than to read.
        return $"read_csv({Sql.Text(path)}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{string.Join(", ", columns)}}})";
    }
}
