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
                    ("why", why),
                    ("where", condition.Source.Text),
                    ("as-of", turn.Version),
                    ("rows", count),
                    ("digest", digest),
                ]
            )
        );
        return folder;
    }

    private static string NextVersion(Turn turn, string name)
    {
        var number = 1;
        while (turn.Workplace.Files.Read($"{EvaluationSet.Folder(turn.Strategy.Model, name, $"v{number}")}/evalset.yaml") is not null)
        {
            number++;
        }

        return $"v{number}";
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
