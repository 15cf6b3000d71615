using Flywheel.Expressions;
using Flywheel.Warehouse;

namespace Flywheel.Logging.Redactions;

/// <summary>What a strategy's redactions leave of a row that production wrote, as SQL: in the log, and in quarantine.</summary>
public sealed class RedactedRow(LogSection log)
{
    /// <summary>What stands in quarantine for a row of which nobody can tell where its columns begin.</summary>
    private const string Withheld = "(withheld: what cannot be read cannot be redacted)";

    /// <summary>Whether any column is redacted.</summary>
    public bool Any => log.Redact.Count > 0;

    /// <summary>Identity of the redactions; null where there is none.</summary>
    public string? Digest => Any ? Storage.Digest.Of(log.Redact.Select(rule => $"{rule.Key}: {rule.Value}")) : null;

    /// <summary>SQL of what the log keeps of a declared column's value.</summary>
    /// <param name="value">SQL of the value, of the column's type.</param>
    public string Kept(string name, string value) =>
        log.Redact.TryGetValue(name, out var redaction)
            ? redaction.Kept(value, log.Columns.TryGetValue(name, out var type) ? type : null)!
            : value;

    /// <summary>SQL of a struct of everything that a Parquet file has, as quarantine keeps it.</summary>
    /// <param name="names">Columns, in order.</param>
    public string Struct(IEnumerable<string> names) =>
        $"struct_pack({string.Join(", ", names.Select(name => (name, Value: Shown(name, Sql.Name(name)))).Where(column => column.Value is not null).Select(column => $"{Sql.Name(column.name)} := {column.Value}"))})";

    /// <summary>SQL of the lines as quarantine keeps them: content, source_row.</summary>
    /// <param name="lines">SQL of line, object and source_row.</param>
    public string Lines(string lines)
    {
        if (!Any)
        {
            return $"SELECT line AS content, source_row FROM ({lines})";
        }

        var pointer = "'/' || replace(replace(key, '~', '~0'), '/', '~1')";
        var kept = log
            .Redact.Keys.Select(name => (Name: Small(name), Value: Shown(name, $"json_extract_string(object, {pointer})")))
            .ToLookup(column => column.Value is not null);
        var dropped = kept[false].Select(column => $"lower(key) <> {Sql.Text(column.Name)}").Append("TRUE");
        var value = kept[true]
            .Aggregate(
                $"CAST(json_extract(object, {pointer}) AS VARCHAR)",
                (otherwise, column) =>
                    $"CASE WHEN lower(key) = {Sql.Text(column.Name)} THEN CAST(to_json({column.Value}) AS VARCHAR) ELSE {otherwise} END"
            );
        return $"""
            WITH objects AS MATERIALIZED ({lines}),
            keys AS (SELECT source_row, object, unnest(list_distinct(json_keys(object))) AS key FROM objects),
            joined AS (
                SELECT source_row, string_agg(CAST(to_json(key) AS VARCHAR) || ':' || coalesce({value}, 'null'), ',' ORDER BY key) AS columns
                FROM keys WHERE {string.Join(" AND ", dropped)} GROUP BY source_row)
            SELECT CASE WHEN object IS NULL THEN {Sql.Text(
                Withheld
            )} ELSE chr(123) || coalesce(columns, '') || chr(125) END AS content, source_row
            FROM objects LEFT JOIN joined USING (source_row)
            """;
    }

    /// <summary>SQL of what quarantine keeps of a value, which need not be of its column's type; null where nothing is.</summary>
    /// <remarks>A name that is written in other letters is another column to a producer, and the same secret.</remarks>
    private string? Shown(string name, string value)
    {
        var rule = log.Redact.FirstOrDefault(rule => Small(rule.Key) == Small(name));
        SqlType? type = rule.Key is not null && log.Columns.TryGetValue(rule.Key, out var declared) ? declared : null;
        return rule.Value is null ? value
            : rule.Value is Bucket && type is { } known ? rule.Value.Kept($"TRY_CAST({value} AS {StreamColumns.TypeText(known)})", known)
            : rule.Value.Kept(value, type);
    }

    private static string Small(string name) => name.ToLowerInvariant();
}
