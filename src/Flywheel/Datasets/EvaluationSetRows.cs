using System.Data.Common;
using System.Text;
using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>The rows of one version of an evaluation set, wherever they are read from, each column by its name and with its type.</summary>
/// <param name="Columns">In the order of the file.</param>
/// <param name="Relation">SQL of the rows.</param>
internal sealed record EvaluationSetRows(EvaluationSetManifest Manifest, IReadOnlyDictionary<string, SqlType> Columns, string Relation)
{
    public const string File = "rows.csv";

    /// <summary>Columns of the strategy and its label: what a version that is frozen now has.</summary>
    public static IReadOnlyDictionary<string, SqlType> Declared(ModelStrategy strategy) =>
        new OrderedDictionary<string, SqlType>(strategy.Log.Columns, StringComparer.Ordinal)
        {
            [strategy.Log.Label.Column] = strategy.Target.Label,
        };

    /// <summary>Lays a version's rows beside the log, and holds them against the digest.</summary>
    /// <returns>The rows; null where there is no such version.</returns>
    /// <exception cref="RefusedException">They were changed.</exception>
    public static EvaluationSetRows? Read(Turn turn, string name, string version)
    {
        var folder = EvaluationSet.Folder(turn.Strategy.Model, name, version);
        if (
            EvaluationSetManifest.Read(turn.Workplace.Files, turn.Strategy.Model, name, version) is not { } manifest
            || Lay(turn, folder, manifest) is not { } rows
        )
        {
            return null;
        }

        var (digest, _) = turn.Database.Digest($"SELECT * FROM {rows.Relation} ORDER BY {turn.Log.Id}");
        return digest == manifest.Digest
            ? rows
            : throw new RefusedException(
                ExitCode.Mistake,
                $"{folder}/{File} was changed: its rows have the digest {digest}, and {folder}/{EvaluationSetManifest.File} says {manifest.Digest}. "
                    + $"Evaluation sets are immutable. Type: git checkout -- {folder}, or make a new version of the change: flywheel evalset bump {turn.Strategy.Model} {name}"
            );
    }

    /// <summary>Lays rows beside the log as they are.</summary>
    /// <returns>The rows; null where the file is missing.</returns>
    public static EvaluationSetRows? Lay(Turn turn, string folder, EvaluationSetManifest manifest) =>
        turn.Workplace.Files.ReadExactly($"{folder}/{File}") is { } text ? Lay(turn, folder, manifest, text) : null;

    /// <summary>Refuses a set without the columns that the strategy's models read.</summary>
    /// <exception cref="RefusedException">One of them is not there.</exception>
    public void NeedsColumnsOf(ModelStrategy strategy)
    {
        var missing = Declared(strategy).Keys.Except(Columns.Keys).ToList();
        if (missing.Count > 0)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"The evaluation set {Manifest.Name} {Manifest.Version} has no column {Yaml.Listing.Of(missing)}, which strategy/{strategy.Model}/{StrategyLoader.MainFile} declares: "
                    + $"it was frozen before. Type: flywheel evalset bump {strategy.Model} {Manifest.Name}, which takes the values of its ids from the log, and name the new version."
            );
        }
    }

    public bool Has(ModelStrategy strategy) => Declared(strategy).Keys.All(Columns.ContainsKey);

    internal static EvaluationSetRows Lay(Turn turn, string folder, EvaluationSetManifest manifest, string text)
    {
        var file = turn.Store.Scratch();
        System.IO.File.WriteAllText(file, text, new UTF8Encoding(false));
        var declared = Declared(turn.Strategy);
        var columns = new OrderedDictionary<string, SqlType>(StringComparer.Ordinal);
        foreach (var column in text[..Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal))].TrimEnd('\r').Split(','))
        {
            // A column that nobody declares any more has the type that the set kept.
            columns[column] =
                manifest.Columns.TryGetValue(column, out var kept) ? kept
                : declared.TryGetValue(column, out var type) ? type
                : SqlType.Text;
        }

        if (!columns.ContainsKey(turn.Strategy.Log.Id) || !columns.ContainsKey(turn.Strategy.Log.Label.Column))
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{folder}/{File} has the columns {Yaml.Listing.Of(columns.Keys)}, and no {turn.Strategy.Log.Id} or no {turn.Strategy.Log.Label.Column}: its rows could not be told apart, or have no label. "
                    + $"Type: git checkout -- {folder}"
            );
        }

        var types = string.Join(
            ", ",
            columns.Select(column => $"{Sql.Text(column.Key)}: {Sql.Text(StreamColumns.TypeText(column.Value))}")
        );

        // Its form is ours: nothing is left for DuckDB to guess, which takes it longer than to read.
        var form =
            "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false, columns = {"
            + types
            + "}";
        var relation = Sql.Name($"{manifest.Name} {folder}");
        try
        {
            turn.Database.Execute(
                $"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT * FROM read_csv({Sql.Text(file)}, {form}) ORDER BY {turn.Log.Id}"
            );
        }
        catch (DbException trouble)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{folder}/{File} cannot be read: {trouble.Message.Split('\n')[0]} Type: git checkout -- {folder}, or mend that row."
            );
        }
        finally
        {
            System.IO.File.Delete(file);
        }

        return new(manifest, columns, relation);
    }
}
