using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Distances;
using Flywheel.Monitoring.References;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Drills;

/// <summary>A column's distance from the reference taken apart: the bins or categories that add most to it, and rows of the first one.</summary>
/// <param name="seen">Its window and reference over the tables of <see cref="Logging.AskedLog"/> and <see cref="ReferenceScores"/>.</param>
public sealed class DriftDrill(Observation seen, DriftColumn column, Distance distance)
{
    private string Value => column.Value;

    private string Before => seen.Reference!.Where;

    private string BeforeRows =>
        column.IsScore
            ? $"SELECT FALSE AS now, score AS value FROM {ReferenceScores.Table}"
            : $"SELECT FALSE AS now, {Value} AS value FROM log WHERE {Before}";

    /// <summary>What both sides hold; of numbers the finite ones.</summary>
    private string Held =>
        $"""
            WITH held AS (
                SELECT * FROM ({BeforeRows} UNION ALL SELECT TRUE, {Value} FROM log WHERE {seen.Window.Where})
                WHERE value IS NOT NULL{(column.IsNumeric ? " AND isfinite(value)" : "")})
            """;

    /// <summary>Null where one side is empty.</summary>
    public Drill? Run()
    {
        if (
            seen.Reference is null
            || Reference is not { Total: > 0 } reference
            || column.Read(seen.Window.Database, seen.Window.Where).Total == 0
        )
        {
            return null;
        }

        // A distance without a form in SQL still has bins to look at.
        var sql = distance.Sql ?? new(BinsOf.Doane, "abs(p - q)", DistanceSql.Sum);
        var bins =
            !column.IsNumeric ? Binning.Categories
            : sql.Bins == BinsOf.Doane ? Binning.Doane(reference)
            : Binning.Deciles(reference);
        var terms = sql.Bins == BinsOf.Values ? Steps(sql.Term, bins) : Shares(sql.Term, bins);
        var groups = Groups(terms, bins, sql);
        return new(distance.Sql is null ? null : $"{terms}\nSELECT {sql.Total} FROM terms", [groups, .. Examples(groups, bins)]);
    }

    private Distribution Reference =>
        column.IsScore
            ? (column with { Sql = "score" }).Read(seen.Window.Database, "TRUE", ReferenceScores.Table)
            : column.Read(seen.Window.Database, Before);

    private string Shares(string term, Binning bins) =>
        $"""
            {Held},
            binned AS (SELECT now, {bins.Bin} AS bin FROM held),
            shares AS (
                SELECT bin, count(*) FILTER (NOT now) / (SELECT count(*) FROM binned WHERE NOT now) AS p,
                       count(*) FILTER (now) / (SELECT count(*) FROM binned WHERE now) AS q
                FROM binned GROUP BY bin),
            terms AS (SELECT bin, bin AS group_bin, p, q, {term} AS term FROM shares)
            """;

    /// <summary>Terms of single values, which are shown by tenths of the reference.</summary>
    private string Steps(string term, Binning bins) =>
        $"""
            {Held},
            counted AS (SELECT value, count(*) FILTER (NOT now) AS r, count(*) FILTER (now) AS w FROM held GROUP BY value),
            steps AS (
                SELECT value, lead(value) OVER (ORDER BY value) AS next,
                       sum(r) OVER (ORDER BY value ROWS UNBOUNDED PRECEDING) / (SELECT count(*) FROM held WHERE NOT now) AS p,
                       sum(w) OVER (ORDER BY value ROWS UNBOUNDED PRECEDING) / (SELECT count(*) FROM held WHERE now) AS q
                FROM counted),
            terms AS (SELECT value AS bin, {bins.Bin} AS group_bin, p, q, coalesce({term}, 0) AS term FROM steps)
            """;

    private Behind Groups(string terms, Binning bins, DistanceSql sql)
    {
        var edges = bins.From is null ? "" : $"{bins.From} AS \"from\", {bins.To} AS \"to\", ";
        var shares = sql.Bins == BinsOf.Values ? "" : "max(p) AS reference, max(q) AS \"window\", ";
        var adds = sql.Total == DistanceSql.Largest ? "max(term)" : "sum(term ORDER BY terms.bin)";
        return new(
            $"The {(column.IsNumeric ? "bins" : "values")} of {column.Name} that add most",
            $"{terms},\ngrouped AS (SELECT group_bin AS bin, {shares}{adds} AS adds FROM terms GROUP BY group_bin)\n"
                + $"SELECT bin, {edges}grouped.* EXCLUDE (bin) FROM grouped ORDER BY abs(adds) DESC, bin LIMIT {EventRows.Groups}"
        );
    }

    /// <summary>Rows of the bin that adds most: the window's, or the reference's where the window has none.</summary>
    private IEnumerable<Behind> Examples(Behind groups, Binning bins)
    {
        var top = seen.Window.Database.Value<string>($"SELECT CAST(bin AS VARCHAR) FROM ({groups.Sql}) LIMIT 1");
        var inTop =
            $"{Sql.Name(seen.Strategy.Log.Id)} IN (SELECT id FROM (SELECT {Sql.Name(seen.Strategy.Log.Id)} AS id, {Value} AS value FROM log) WHERE CAST({bins.Bin} AS VARCHAR) = {Sql.Text(top)})";
        foreach (var (side, where) in new[] { ("window", seen.Window.Where), ("reference", Before) })
        {
            if (seen.Window.Database.Value<long>($"SELECT count(*) FROM log WHERE {where} AND {inTop}") > 0)
            {
                yield return EventRows.First(seen.Strategy, $"Rows of the {side} in the first of them", $"{where} AND {inTop}");
                yield break;
            }
        }
    }
}
