using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Datasets;

/// <summary>Lets evaluation sets grow from curated data: a new version has the rows of the one before and those that the strategy's rule adds.</summary>
/// <remarks>
/// A turn proposes what it finds and decides nothing on it: it is tested on versions that were decided before it. Rows are of ids for
/// evaluation by their own hash, which no training sees, of the dataset's window and the hold-out, and have a label.
/// </remarks>
public static class GrowEvaluationSet
{
    private const string Joined = "\"joined rows\"";
    private const string New = "\"new rows\"";

    /// <summary>What a turn proposes, with what it withdraws of an earlier run of itself.</summary>
    public static (IReadOnlyList<GrownSet> Sets, IReadOnlyDictionary<string, string> Proposals) OfTurn(Turn turn)
    {
        var proposals = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var sets = new List<GrownSet>();
        foreach (var (name, growth) in turn.Strategy.Main.OfflineTest.Grow)
        {
            turn.Reads(InputValues.OfVersions(name));
            var known = EvaluationSetReference.Before(turn.Outside.Files, turn.Strategy.Model, name, turn.AsOf);
            if (Of(turn, name, growth, known) is not { Rows: { } rows, Set: { } set } grown)
            {
                continue;
            }

            sets.Add(set);
            foreach (var (path, text) in FreezeEvaluationSet.Texts(turn, grown.Draft, rows))
            {
                proposals[path] = text;
            }
        }

        foreach (var path in ProposedBefore(turn).Where(path => !proposals.ContainsKey(path)))
        {
            proposals[path] = "";
        }

        return (sets, proposals);
    }

    /// <summary>Lets one set grow by hand, into the working tree.</summary>
    /// <exception cref="RefusedException">Nothing joins it.</exception>
    public static GrownSet ByHand(Turn turn, string name, Growth growth, EvaluationSetVersion? from)
    {
        var known = EvaluationSetReference.In(turn.Workplace.Files, turn.Strategy.Model, name);
        if (from is { } version)
        {
            BumpEvaluationSet.NotOvertaken(known, name, version, SetChange.Added);
        }

        var (rows, set, draft) = Of(turn, name, growth with { Every = null }, known, from?.Major);
        if (rows is null)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"Nothing joins {name}: as of {turn.Version} {set.Added} labelled points for evaluation are new by '{growth.Said}', and fewer than {growth.Least} are not worth a version. "
                    + "Name a later --as-of, widen the rule, or ask for fewer rows by 'least'."
            );
        }

        FreezeEvaluationSet.Write(turn, draft with { Turn = null }, rows);
        return set;
    }

    private static (string? Rows, GrownSet Set, EvaluationSetManifest Draft) Of(
        Turn turn,
        string name,
        Growth growth,
        IReadOnlyList<EvaluationSetVersion> known,
        int? named = null
    )
    {
        var (files, model) = (turn.Outside.Files, turn.Strategy.Model);
        var line = named ?? Line(turn, name, known);
        var versions = known.Where(version => version.Major == line).ToList();
        var newest = EvaluationSetVersion.Newest(versions);
        var old = newest is { } version ? EvaluationSetRows.Read(turn, name, version.Text) : null;
        old?.NeedsColumnsOf(turn.Strategy);
        var first = versions is [var begin, ..] ? EvaluationSetManifest.Read(files, model, name, begin.Text) : null;
        var next = newest is { } before ? before with { Minor = before.Minor + 1, Patch = 0 } : new EvaluationSetVersion(line);
        while (
            files.Read($"{EvaluationSet.Folder(model, name, next.Text)}/{EvaluationSetManifest.File}") is not null
            && !IsOwn(turn, name, next.Text)
        )
        {
            next = next with { Minor = next.Minor + 1 };
        }

        var joined = Join(turn, name, growth, old, first);
        var added = joined.Values.Sum();
        var set = new GrownSet(name, next.Text, newest?.Text, added, (old?.Manifest.Rows ?? 0) + added, growth.Said);
        var draft = FreezeEvaluationSet.Draft(turn, name) with
        {
            Version = next.Text,
            From = newest?.Text,
            Why = old?.Manifest.Why ?? growth.Why ?? $"Begun by '{growth.Said}' under offline-test.grow.",
            Where = old?.Manifest.Where,
            GrownBy = growth.Said,
            Turn = turn.Version,
            Columns = old?.Columns ?? EvaluationSetRows.Declared(turn.Strategy),
            Rules = growth.CountsByRule ? Together(old?.Manifest.Rules, joined) : old?.Manifest.Rules ?? new Dictionary<string, long>(),
        };
        var waits = added < growth.Least || (growth.Every is { } every && old is not null && turn.AsOf - old.Manifest.Time < every);
        return (waits ? null : Together(turn, old, draft), set, draft);
    }

    /// <summary>Lays the rows that join.</summary>
    /// <returns>How many, by what found them.</returns>
    private static Dictionary<string, long> Join(
        Turn turn,
        string name,
        Growth growth,
        EvaluationSetRows? old,
        EvaluationSetManifest? first
    )
    {
        var from = turn.AsOf - turn.Strategy.Main.Dataset.History;
        turn.Log.See(from, curated: true);
        var (id, columns) = (
            turn.Log.Id,
            string.Join(", ", EvaluationSetRows.Declared(turn.Strategy).Keys.Select(column => $"log.{Sql.Name(column)}"))
        );
        var hash = Sampling.Hash(turn.Strategy.Main.Seed, $"grow/{name}/{turn.Version}", $"log.{id}");
        var there = old is null ? "" : $" AND log.{id} NOT IN (SELECT {id} FROM {old.Relation})";
        var counted = growth.CountsByRule ? old?.Manifest.Rules : null;
        var room = string.Join(
            ' ',
            (counted ?? new Dictionary<string, long>()).Select(rule =>
                $"WHEN {Sql.Text(rule.Key)} THEN {Math.Max(0, growth.Most - rule.Value)}"
            )
        );
        var most = room.Length == 0 ? $"{growth.Most}" : $"CASE \"found by\" {room} ELSE {growth.Most} END";
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {New} AS SELECT * EXCLUDE ("its place") FROM (
                SELECT {columns}, point.found_by AS "found by", row_number() OVER (PARTITION BY point.found_by ORDER BY {hash}, log.{id}) AS "its place"
                FROM log JOIN ({growth.Points(turn, old?.Manifest, first)}) AS point ON point.id = log.{id}
                WHERE log.evaluates AND log.{turn.Log.Label} IS NOT NULL
                AND log.{turn.Log.Time} >= {Sql.Time(from)} AND log.{turn.Log.Time} < {Sql.Time(turn.AsOf)}{there})
            WHERE "its place" <= {most}
            """
        );
        return turn
            .Database.Table($"SELECT \"found by\" AS rule, count(*) AS rows FROM {New} GROUP BY ALL ORDER BY ALL")
            .Counts("rule", "rows");
    }

    /// <summary>Old and new rows as one relation.</summary>
    private static string Together(Turn turn, EvaluationSetRows? old, EvaluationSetManifest draft)
    {
        var declared = EvaluationSetRows.Declared(turn.Strategy);
        var news = draft.Columns.Select(column =>
            declared.ContainsKey(column.Key)
                ? Sql.Name(column.Key)
                : $"CAST(NULL AS {Logging.StreamColumns.TypeText(column.Value)}) AS {Sql.Name(column.Key)}"
        );
        var olds = string.Join(", ", draft.Columns.Keys.Select(Sql.Name));
        turn.Database.Execute(
            $"CREATE OR REPLACE TEMP TABLE {Joined} AS SELECT {string.Join(", ", news)} FROM {New}{(old is null ? "" : $" UNION ALL SELECT {olds} FROM {old.Relation}")}"
        );
        return Joined;
    }

    private static Dictionary<string, long> Together(IReadOnlyDictionary<string, long>? old, Dictionary<string, long> joined) =>
        (old ?? new Dictionary<string, long>())
            .Concat(joined)
            .GroupBy(rule => rule.Key, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Key, rule => rule.Sum(one => one.Value), StringComparer.Ordinal);

    /// <summary>The line that the strategy tests on, or the newest.</summary>
    private static int Line(Turn turn, string name, IReadOnlyList<EvaluationSetVersion> known)
    {
        var line = turn.Strategy.Main.OfflineTest.EvaluationSets.TryGetValue(name, out var text)
            ? EvaluationSetReference.Parse(text)!.Line
            : EvaluationSetVersion.Newest(known)?.Major ?? 1;
        var later = EvaluationSetVersion.Newest(EvaluationSetReference.In(turn.Outside.Files, turn.Strategy.Model, name));
        return known.Any(version => version.Major == line) || later is null || later.Value.Major <= line
            ? line
            : throw new RefusedException(
                ExitCode.Mistake,
                $"No version of {name} v{line}.x is left, and {later.Value.Text} came in its place: a line that was removed is not begun again. "
                    + $"Write '{name}: v{later.Value.Major}.x' under offline-test.evaluation-sets."
            );
    }

    /// <summary>Files of the versions that an earlier run of this turn proposed.</summary>
    private static IEnumerable<string> ProposedBefore(Turn turn)
    {
        var (files, model) = (turn.Outside.Files, turn.StrategyAtHand.Model);
        return from name in EvaluationSetReference.Names(files, model)
            from version in EvaluationSetReference.In(files, model, name)
            where IsOwn(turn, name, version.Text)
            from file in new[] { EvaluationSetRows.File, EvaluationSetManifest.File }
            select $"{EvaluationSet.Folder(model, name, version.Text)}/{file}";
    }

    private static bool IsOwn(Turn turn, string name, string version) =>
        EvaluationSetManifest.Read(turn.Outside.Files, turn.StrategyAtHand.Model, name, version) is { Turn: { } proposed }
        && proposed == turn.Version;
}

/// <summary>A version that growth makes.</summary>
/// <param name="Version">The new one.</param>
/// <param name="From">The one that it grew from; null where growth begins the set.</param>
/// <param name="Added">Rows that join.</param>
/// <param name="Rows">Rows that it has.</param>
/// <param name="By">Which rows join, in the words of the strategy.</param>
public sealed record GrownSet(string Name, string Version, string? From, long Added, long Rows, string By);
