using System.Text;
using Flywheel.Expressions;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>Writes a new version of an evaluation set: labelled rows of ids that no training ever sees.</summary>
public static class FreezeEvaluationSet
{
    private const string Chosen = "\"chosen rows\"";

    /// <param name="condition">Which rows.</param>
    /// <param name="most">Most rows to take: the smallest of md5(seed, salt, id).</param>
    /// <param name="taken">Versions that there are or were, besides those in the working tree.</param>
    /// <returns>The new version, and what it is to the newest one before.</returns>
    /// <exception cref="RefusedException">No row is there to take, or they are those of the newest version.</exception>
    public static (string Version, SetChange Change) Run(
        Turn turn,
        string name,
        CheckedExpression condition,
        string why,
        int most,
        IReadOnlyCollection<EvaluationSetVersion> taken
    )
    {
        turn.Log.See(turn.Log.FirstEvent(), curated: true);
        var hash = Sampling.Hash(turn.Strategy.Main.Seed, $"evalset/{name}", turn.Log.Id);
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Chosen} AS SELECT {Columns(turn)} FROM (
                SELECT *, {hash} AS "its hash" FROM log
                WHERE evaluates AND {turn.Log.Label} IS NOT NULL AND ({condition.DuckDb}) ORDER BY "its hash", {turn.Log.Id} LIMIT {most})
            """
        );
        if (turn.Database.Value<long>($"SELECT count(*) FROM {Chosen}") == 0)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"No labelled row of an evaluation id meets the condition as of {turn.Version}. Widen --where, or name a later --as-of."
            );
        }

        var draft = Draft(turn, name) with { Why = why, Where = condition.Source.Text };
        var (version, change) = Next(turn, draft, taken);
        Write(turn, draft with { Version = version.Text }, Chosen);
        return (version.Text, change);
    }

    /// <summary>Takes rows out of a version for good: the newest version has a next one without them, and this one is removed.</summary>
    /// <param name="condition">SQL that is true for the rows to leave out.</param>
    /// <returns>The new folder, or null where a newer version is there already or no row is left.</returns>
    public static string? Without(Turn turn, string name, string version, string condition)
    {
        var (files, model) = (turn.Workplace.Files, turn.Strategy.Model);
        var folder = EvaluationSet.Folder(model, name, version);
        var manifest = EvaluationSetManifest.Read(files, model, name, version)!;
        var rows = EvaluationSetRows.Lay(turn, folder, manifest)!;
        var left = $"(SELECT * FROM {rows.Relation} WHERE NOT ({condition}))";
        var there = EvaluationSetReference.In(files, model, name);
        string? next = null;
        if (there is [.., var newest] && newest.Text == version && turn.Database.Value<long>($"SELECT count(*) FROM {left}") > 0)
        {
            var without = manifest with { Version = newest.After(SetChange.Replaced, there).Text, From = null, Columns = rows.Columns };
            next = Write(turn, without, left);
        }

        // The rows first: without them the folder is no evaluation set any more.
        files.Delete($"{folder}/{EvaluationSetRows.File}");
        files.Delete($"{folder}/{EvaluationSetManifest.File}");
        return next;
    }

    /// <summary>What is known of a set before its rows and its version are.</summary>
    internal static EvaluationSetManifest Draft(Turn turn, string name) =>
        new()
        {
            Model = turn.Strategy.Model,
            Name = name,
            Version = "",
            Why = "",
            AsOf = turn.Version,
            Rows = 0,
            Digest = "",
            Columns = EvaluationSetRows.Declared(turn.Strategy),
        };

    /// <summary>SQL of the columns that a version has which is frozen now.</summary>
    internal static string Columns(Turn turn) => string.Join(", ", EvaluationSetRows.Declared(turn.Strategy).Keys.Select(Sql.Name));

    /// <returns>The folder.</returns>
    internal static string Write(Turn turn, EvaluationSetManifest draft, string relation)
    {
        // The rows first: a folder without its manifest is no evaluation set yet.
        foreach (var (path, text) in Texts(turn, draft, relation))
        {
            turn.Workplace.Files.Write(path, text);
        }

        return EvaluationSet.Folder(draft.Model, draft.Name, draft.Version);
    }

    /// <summary>The two files of a version, text by path; the manifest is the last.</summary>
    /// <param name="draft">All but the number of rows and their digest.</param>
    /// <param name="relation">SQL of the rows, with the draft's columns.</param>
    internal static IReadOnlyList<(string Path, string Text)> Texts(Turn turn, EvaluationSetManifest draft, string relation)
    {
        var query = $"SELECT {string.Join(", ", draft.Columns.Keys.Select(Sql.Name))} FROM {relation} ORDER BY {turn.Log.Id}";
        var (digest, rows) = turn.Database.Digest(query);
        var folder = EvaluationSet.Folder(draft.Model, draft.Name, draft.Version);
        return
        [
            ($"{folder}/{EvaluationSetRows.File}", Csv(turn, query, [.. draft.Columns.Keys])),
            ($"{folder}/{EvaluationSetManifest.File}", (draft with { Rows = rows, Digest = digest }).Write()),
        ];
    }

    private static (EvaluationSetVersion Version, SetChange Change) Next(
        Turn turn,
        EvaluationSetManifest draft,
        IReadOnlyCollection<EvaluationSetVersion> taken
    )
    {
        var there = EvaluationSetReference.In(turn.Workplace.Files, draft.Model, draft.Name);
        IReadOnlyList<EvaluationSetVersion> all = [.. there, .. taken];
        if (EvaluationSetVersion.Newest(there) is not { } newest)
        {
            return (new(all.Select(version => version.Major).DefaultIfEmpty().Max() + 1), SetChange.Replaced);
        }

        var before = EvaluationSetRows.Read(turn, draft.Name, newest.Text)!;
        var difference = EvaluationSetDifference.Between(turn, before, new(draft, draft.Columns, Chosen));
        var change =
            difference.Change != SetChange.None ? difference.Change
            : (before.Manifest.Why, before.Manifest.Where) != (draft.Why, draft.Where) ? SetChange.Words
            : throw new RefusedException(
                ExitCode.Mistake,
                $"The {before.Manifest.Rows} rows are those of {draft.Name} {newest.Text}, for the same reason: there is nothing to freeze."
            );
        return (newest.After(change, all), change);
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

    /// <summary>What is missing is nothing, and a text without a letter is two quotes.</summary>
    private static string Quote(string? field) =>
        field is null ? ""
        : field.Length == 0 || field.AsSpan().ContainsAny(",\"\n\r") ? $"\"{field.Replace("\"", "\"\"")}\""
        : field;
}
