using System.Globalization;
using System.Text;
using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>Writes a new version of an evaluation set: labelled rows of ids that no training ever sees.</summary>
public static class FreezeEvaluationSet
{
    /// <param name="condition">Which rows.</param>
    /// <param name="most">Most rows to take: the smallest of md5(seed, salt, id).</param>
    /// <returns>The new folder.</returns>
    /// <exception cref="RefusedException">No row is there to take.</exception>
    public static string Run(Turn turn, string name, CheckedExpression condition, string why, int most)
    {
        turn.Log.See(turn.Log.FirstEvent(), curated: true);
        var log = turn.Strategy.Log;
        var columns = log.Columns.Keys.Append(log.Label.Column).ToList();
        var hash = Sampling.Hash(turn.Strategy.Main.Seed, $"evalset/{name}", turn.Log.Id);
        var query = $"""
            SELECT {string.Join(", ", columns.Select(Sql.Name))} FROM (
                SELECT *, {hash} AS h FROM log
                WHERE evaluates AND {turn.Log.Label} IS NOT NULL AND ({condition.DuckDb}) ORDER BY h, {turn.Log.Id} LIMIT {most})
            ORDER BY {turn.Log.Id}
            """;
        var (digest, count) = turn.Database.Digest(query);
        if (count == 0)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"No labelled row of an evaluation id meets the condition as of {turn.Version}. Widen --where, or name a later --as-of."
            );
        }

        return Write(turn, name, query, columns, (why, condition.Source.Text, turn.Version, count, digest));
    }

    /// <summary>Takes rows out of a version for good: the newest version has a next one without them, and this one is removed.</summary>
    /// <param name="condition">SQL that is true for the rows to leave out.</param>
    /// <returns>The new folder, or null where a newer version is there already or no row is left.</returns>
    public static string? Without(Turn turn, string name, string version, string condition)
    {
        var folder = EvaluationSet.Folder(turn.Strategy.Model, name, version);
        var manifest = Documents.Read<EvaluationSetManifest>(
            $"{folder}/evalset.yaml",
            turn.Workplace.Files.Read($"{folder}/evalset.yaml")!
        );
        var columns = turn.Strategy.Log.Columns.Keys.Append(turn.Strategy.Log.Label.Column).ToList();
        var query = $"SELECT * FROM {EvaluationSet.Rows(turn, folder)} WHERE NOT ({condition}) ORDER BY {turn.Log.Id}";
        var (digest, count) = turn.Database.Digest(query);
        var next =
            count > 0 && $"v{int.Parse(version[1..], CultureInfo.InvariantCulture) + 1}" == NextVersion(turn, name)
                ? Write(turn, name, query, columns, (manifest.Why, manifest.Where, manifest.AsOf, count, digest))
                : null;

        // The rows first: without them the folder is no evaluation set any more.
        turn.Workplace.Files.Delete($"{folder}/{EvaluationSet.RowsFile}");
        turn.Workplace.Files.Delete($"{folder}/evalset.yaml");
        return next;
    }

    private static string Write(
        Turn turn,
        string name,
        string query,
        IReadOnlyList<string> columns,
        (string Why, string Where, string AsOf, long Rows, string Digest) set
    )
    {
        var version = NextVersion(turn, name);
        var folder = EvaluationSet.Folder(turn.Strategy.Model, name, version);
        turn.Workplace.Files.Write($"{folder}/{EvaluationSet.RowsFile}", Csv(turn, query, columns));
        turn.Workplace.Files.Write(
            $"{folder}/evalset.yaml",
            Documents.Write(
                $"Evaluation set {turn.Strategy.Model}/{name} {version}. Never changed: a change is a new version.",
                [
                    ("model", turn.Strategy.Model),
                    ("name", name),
                    ("version", version),
                    ("why", set.Why),
                    ("where", set.Where),
                    ("as-of", set.AsOf),
                    ("rows", set.Rows),
                    ("digest", set.Digest),
                ]
            )
        );
        return folder;
    }

    /// <summary>One more than the highest number: that of a version which was removed never names other rows.</summary>
    private static string NextVersion(Turn turn, string name)
    {
        var numbers = turn
            .Workplace.Files.List($"evalsets/{turn.Strategy.Model}/{name}")
            .Select(path => path.Split('/')[3])
            .Select(version =>
                version.StartsWith('v') && int.TryParse(version[1..], CultureInfo.InvariantCulture, out var number) ? number : 0
            );
        return $"v{numbers.DefaultIfEmpty().Max() + 1}";
    }

    private static string Csv(Turn turn, string query, IReadOnlyList<string> columns)
    {
        var texts = columns.Select(column => $"CAST({Sql.Name(column)} AS VARCHAR) AS {Sql.Name(column)}");
        var table = turn.Database.Table($"SELECT {string.Join(", ", texts)} FROM ({query})");
        var values = columns.Select(table.Texts).ToList();
        var text = new StringBuilder().AppendJoin(',', columns).Append('\n');
        for (var row = 0; row < table.Rows; row++)
        {
            text.AppendJoin(',', values.Select(column => Quote(column[row]))).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string? field) =>
        field is null ? ""
        : field.AsSpan().ContainsAny(",\"\n\r") ? $"\"{field.Replace("\"", "\"\"")}\""
        : field;
}
