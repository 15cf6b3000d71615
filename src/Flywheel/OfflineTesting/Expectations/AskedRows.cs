using Flywheel.Metrics;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.OfflineTesting.Expectations;

/// <summary>The held-out rows that one expectation is asked of, as they were and with its changes, in order of id.</summary>
/// <param name="Sample">Labels (NaN where none has arrived), weights, clusters.</param>
/// <param name="Changed">Which rows have other values than before.</param>
/// <param name="WithoutValue">Which rows have no value where there was one.</param>
internal sealed record AskedRows(LabelledSample Sample, bool[] Changed, bool[] WithoutValue)
{
    // No declared table or column has a name with a space.
    private const string Table = "\"asked rows\"";
    private const string NewPrefix = "new value of ";

    public int Count => Sample.Count;

    /// <summary>SQL after FROM of the rows as they were.</summary>
    public static string Before => Table;

    /// <summary>SQL after FROM of the rows with their changes.</summary>
    public static string After(Turn turn, Expectation expectation) =>
        $"(SELECT * REPLACE ({string.Join(", ", New(turn, expectation).Select(change => $"{change.Sql} AS {Sql.Name(change.Column)}"))}) FROM {Table}) AS \"changed rows\"";

    /// <param name="heldOut">SQL condition over <c>log</c> of the rows that no model compared was trained on.</param>
    public static AskedRows Read(Turn turn, string name, Expectation expectation, string heldOut)
    {
        var (log, strategy) = (turn.Log, turn.Strategy);
        var where = $"({heldOut})";
        where += expectation.Where is { } asked ? $" AND ({strategy.Sql(asked)})" : "";
        where += expectation.NeedsLabel ? $" AND {log.Label} IS NOT NULL" : "";
        var hash = Sampling.Hash(strategy.Main.Seed, $"expectation/{name}/{turn.Version}", log.Id);
        turn.Database.Execute(
            $"CREATE OR REPLACE TEMP TABLE {Table} AS SELECT * FROM log WHERE {where} ORDER BY {hash}, {log.Id} LIMIT {expectation.Rows}"
        );

        // A weight stands for rows without a label only where there are labels to weigh: all others are here themselves, but for those that the log did not keep.
        var weight =
            expectation.NeedsLabel ? "weight"
            : log.IsSampled ? $"1 / {Logging.LogSection.Inclusion}"
            : "CAST(1 AS DOUBLE)";
        var changes = New(turn, expectation);
        var table = turn.Database.Table(
            $"""
            SELECT CAST({strategy.Target.Number(log.Label)} AS DOUBLE) AS "its label", CAST({weight} AS DOUBLE) AS "its weight",
                   dense_rank() OVER (ORDER BY cluster) - 1 AS "its cluster",
                   CAST({Any(changes, change => $"{Sql.Name(change.Column)} IS DISTINCT FROM {change.Sql}")} AS INTEGER) AS "is changed",
                   CAST({Any(
                changes,
                change => $"{Sql.Name(change.Column)} IS NOT NULL AND {change.Sql} IS NULL"
            )} AS INTEGER) AS "is without"
            FROM {Table} ORDER BY {log.Id}
            """
        );
        if (table.Rows == 0)
        {
            return new(new([], [], [], 0), [], []);
        }

        var cluster = Array.ConvertAll(table.Reals("its cluster"), place => (int)place);
        return new(
            new(table.Reals("its label"), table.Reals("its weight"), cluster, cluster.Max() + 1),
            table.Flags("is changed"),
            table.Flags("is without")
        );
    }

    /// <summary>Ids and changed values of some of the rows.</summary>
    /// <param name="at">Their indices in order of id.</param>
    public static IReadOnlyList<(string Id, IReadOnlyList<ChangedValue> Changed)> Told(
        Turn turn,
        Expectation expectation,
        IReadOnlyList<int> at
    )
    {
        if (at.Count == 0)
        {
            return [];
        }

        var changes = New(turn, expectation);
        var values = string.Concat(
            changes.Select(
                (change, i) =>
                    $", CAST({Sql.Name(change.Column)} AS VARCHAR) AS \"old value of {i}\", CAST({change.Sql} AS VARCHAR) AS \"{NewPrefix}{i}\""
            )
        );
        var table = turn.Database.Table(
            $"""
            SELECT * FROM (
                SELECT row_number() OVER (ORDER BY {turn.Log.Id}) - 1 AS "its place", CAST({turn.Log.Id} AS VARCHAR) AS "its id"{values}
                FROM {Table})
            WHERE "its place" IN ({string.Join(", ", at)}) ORDER BY "its place"
            """
        );
        var places = table.Wholes("its place");
        return [.. at.Select(place => Array.IndexOf(places, place)).Select(row => (table.Texts("its id")[row], Values(row)))];

        IReadOnlyList<ChangedValue> Values(int row) =>
            [
                .. changes.Select(
                    (change, i) =>
                    {
                        var (old, now) = (table.Texts($"old value of {i}")[row], table.Texts($"{NewPrefix}{i}")[row]);
                        var (before, after) = ChangedText.Cut(old ?? "", now ?? "");
                        return new ChangedValue(change.Column, old is null ? null : before, now is null ? null : after);
                    }
                ),
            ];
    }

    /// <summary>The changed columns with the SQL of their new values, which is of their type.</summary>
    private static List<(string Column, string Sql)> New(Turn turn, Expectation expectation) =>
        [
            .. expectation.Changes.Select(change =>
                (
                    change.Key,
                    $"CAST({turn.Strategy.Sql(change.Value)} AS {Expressions.SqlTypes.NameIn(turn.Strategy.Log.Columns[change.Key], Expressions.SqlDialect.DuckDb)})"
                )
            ),
        ];

    private static string Any(List<(string Column, string Sql)> changes, Func<(string Column, string Sql), string> condition) =>
        changes.Count == 0 ? "FALSE" : string.Join(" OR ", changes.Select(change => $"({condition(change)})"));
}
