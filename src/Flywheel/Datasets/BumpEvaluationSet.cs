using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>Makes a new version of what a person changed in a version's folder, and puts the folder back: labels mended, rows taken out, other words.</summary>
public static class BumpEvaluationSet
{
    private const string Complete = "\"complete rows\"";

    /// <param name="committed">The files as git has them; a set that is not committed yet is what the working tree has.</param>
    /// <param name="why">Other words for why the rows are worth a test; null keeps them.</param>
    /// <param name="taken">Versions that there are or were, besides those in the working tree.</param>
    /// <returns>The new version, and what it is to the one before.</returns>
    /// <exception cref="RefusedException">Nothing is changed, the rows are none, or a later version was made of this one.</exception>
    public static (string Version, SetChange Change) Run(
        Turn turn,
        string name,
        EvaluationSetVersion version,
        IFiles committed,
        string? why,
        IReadOnlyCollection<EvaluationSetVersion> taken
    )
    {
        var (files, model) = (turn.Workplace.Files, turn.Strategy.Model);
        var folder = EvaluationSet.Folder(model, name, version.Text);
        string[] paths = [$"{folder}/{EvaluationSetRows.File}", $"{folder}/{EvaluationSetManifest.File}"];
        var was = Array.ConvertAll(paths, path => committed.ReadExactly(path) ?? files.ReadExactly(path));
        var original = EvaluationSetRows.Lay(turn, folder, Documents.Read<EvaluationSetManifest>(paths[1], was[1]!), was[0]!);
        Unchanged(turn, original, folder);
        original = original with { Relation = Kept(turn, original.Relation) };
        var manifest = EvaluationSetManifest.Read(files, model, name, version.Text)!;
        var edited = EvaluationSetRows.Lay(turn, folder, manifest) ?? throw Missing(paths[0]);
        Check(turn, edited, folder);
        var changed = Completed(turn, edited);
        var draft = manifest with
        {
            Columns = changed.Columns,
            From = version.Text,
            Why = why ?? manifest.Why,
            GrownBy = null,
            Turn = null,
            AsOf = edited.Has(turn.Strategy) ? original.Manifest.AsOf : turn.Version,
        };
        var difference = EvaluationSetDifference.Between(turn, original, changed);
        var change =
            difference.Change != SetChange.None ? difference.Change
            : (draft.Why, draft.Where) != (original.Manifest.Why, original.Manifest.Where) ? SetChange.Words
            : throw new RefusedException(
                ExitCode.Mistake,
                $"{folder} is as it was, and has every column of the strategy: there is nothing to make a version of. Edit {paths[0]}, or give other words: --why \"…\""
            );
        var there = EvaluationSetReference.In(files, model, name);
        NotOvertaken(there, name, version, change);
        var next = version.After(change, [.. there, .. taken]);
        FreezeEvaluationSet.Write(turn, draft with { Version = next.Text }, changed.Relation);
        for (var i = 0; i < paths.Length; i++)
        {
            files.Write(paths[i], was[i]!);
        }

        return (next.Text, change);
    }

    /// <summary>Two versions of one line hold each other's rows: only the newest can go on.</summary>
    internal static void NotOvertaken(
        IReadOnlyList<EvaluationSetVersion> there,
        string name,
        EvaluationSetVersion version,
        SetChange change
    )
    {
        var newest = EvaluationSetVersion.Newest(there.Where(other => other.Major == version.Major));
        if (change != SetChange.Replaced && newest is { } later && later != version)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{name} {later.Text} was made after {version.Text}, and what comes next in that line has to hold its rows too. Name {later.Text}."
            );
        }
    }

    private static void Unchanged(Turn turn, EvaluationSetRows original, string folder)
    {
        var (digest, _) = turn.Database.Digest($"SELECT * FROM {original.Relation} ORDER BY {turn.Log.Id}");
        if (digest != original.Manifest.Digest)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"What {folder} was before the change is not known: its rows have the digest {digest}, and its manifest says {original.Manifest.Digest}. "
                    + "A version has to be committed before it is changed. Take the change back, commit, and change it again."
            );
        }
    }

    private static string Kept(Turn turn, string relation)
    {
        turn.Database.Execute($"CREATE OR REPLACE TEMP TABLE \"rows before\" AS SELECT * FROM {relation}");
        return "\"rows before\"";
    }

    private static void Check(Turn turn, EvaluationSetRows rows, string folder)
    {
        var (id, label) = (turn.Log.Id, turn.Log.Label);
        var wrong =
            turn.Database.Value<long>($"SELECT count(*) FROM {rows.Relation}") == 0 ? "it has no row"
            : turn.Database.Value<long>($"SELECT count(*) FROM {rows.Relation} WHERE {id} IS NULL OR {label} IS NULL") is > 0 and var bare
                ? $"{bare} rows have no {turn.Strategy.Log.Id} or no {turn.Strategy.Log.Label.Column}"
            : turn.Database.Value<long>($"SELECT count(*) FROM {rows.Relation} WHERE {turn.Strategy.Target.Refused(label)}")
                is > 0
                    and var odd
                ? $"{odd} labels are refused: {turn.Strategy.Target.Refusal}"
            : turn.Database.Rows<string>(
                $"SELECT CAST({id} AS VARCHAR) FROM {rows.Relation} GROUP BY {id} HAVING count(*) > 1 ORDER BY {id} LIMIT 1"
            )
                is [var twice]
                ? $"{turn.Strategy.Log.Id} {twice} is there more than once"
            : null;
        if (wrong is not null)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{folder}/{EvaluationSetRows.File} is no evaluation set as it was edited: {wrong}. Mend it, or type: git checkout -- {folder}"
            );
        }
    }

    /// <summary>The rows with the columns that the strategy declares by now: the values of those that they lack are the log's, by id.</summary>
    private static EvaluationSetRows Completed(Turn turn, EvaluationSetRows rows)
    {
        var declared = EvaluationSetRows.Declared(turn.Strategy);
        var missing = declared.Keys.Except(rows.Columns.Keys).ToList();
        if (missing.Count == 0)
        {
            return rows;
        }

        turn.Log.See(turn.Log.FirstEvent(), curated: true);
        var id = turn.Log.Id;
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Complete} AS SELECT rows.*, {string.Join(
                ", ",
                missing.Select(column => $"log.{Sql.Name(column)}")
            )}
            FROM {rows.Relation} AS rows LEFT JOIN log ON log.{id} = rows.{id}
            """
        );
        var gone = turn.Database.Value<long>($"SELECT count(*) FROM {rows.Relation} AS rows ANTI JOIN log ON log.{id} = rows.{id}");
        if (gone > 0)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"The log has no event of {gone} of the {rows.Manifest.Rows} ids, and so no value of {Yaml.Listing.Of(missing)} for them. "
                    + $"Write the column into {EvaluationSet.Folder(turn.Strategy.Model, rows.Manifest.Name, rows.Manifest.Version)}/{EvaluationSetRows.File}, or take these rows out of it, and type the same again."
            );
        }

        var columns = declared.Where(column => rows.Columns.ContainsKey(column.Key) || missing.Contains(column.Key));
        var extra = rows.Columns.Where(column => !declared.ContainsKey(column.Key));
        return new(
            rows.Manifest,
            new OrderedDictionary<string, Expressions.SqlType>(extra.Concat(columns), StringComparer.Ordinal),
            Complete
        );
    }

    private static RefusedException Missing(string path) => new(ExitCode.Mistake, $"{path} is missing. Type: git checkout -- {path}");
}
