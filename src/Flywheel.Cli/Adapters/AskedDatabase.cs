using System.Data.Common;
using System.Text.Json;
using Flywheel.Warehouse;

namespace Flywheel.Cli.Adapters;

/// <summary>Answers one SELECT at a time over tables that cannot be changed.</summary>
/// <remarks>
/// Three walls, each enough for what it keeps out: only a SELECT passes the parser, with table functions of a short list; the tables are
/// attached read-only; and the database is confined to no folder at all, so no file can be read or written and no setting changed.
/// </remarks>
/// <param name="database">Confined, its tables read-only.</param>
public sealed class AskedDatabase(Database database)
{
    /// <summary>Table functions that make rows of their arguments alone; others look at files, or at the engine itself.</summary>
    private static readonly string[] _functions = ["range", "generate_series", "unnest", "json_each", "json_tree", "repeat", "repeat_row"];

    private const string Example = "Example: SELECT scored_by, count(*) FROM log GROUP BY scored_by ORDER BY 2 DESC";

    public Database Database => database;

    /// <summary>Names of the tables with their columns.</summary>
    public IReadOnlyList<(string Table, string Columns)> Tables() =>
        database.Rows<(string, string)>(
            """
            SELECT table_name, string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_index) FROM duckdb_columns()
            WHERE database_name = 'asked' GROUP BY table_name ORDER BY table_name
            """
        );

    /// <summary>Runs one SELECT; every value as text, NULL as null.</summary>
    /// <param name="begin">Takes the names of the columns, before the first row.</param>
    /// <param name="row">Takes a row; false ends the reading.</param>
    /// <exception cref="RefusedException">It is not one SELECT, or the database does not understand it.</exception>
    public void Ask(string query, Action<IReadOnlyList<string>> begin, Func<string?[], bool> row)
    {
        Check(query);
        try
        {
            // Positions as names: two columns of a question may have one name. The line's end keeps a comment from swallowing what follows.
            var names = database.Rows<string>($"SELECT column_name FROM (DESCRIBE SELECT * FROM ({query}\n))");
            var positions = names.Select((_, i) => $"c{i}").ToList();
            using var command = database.Connection.CreateCommand();
            command.CommandText =
                $"SELECT {string.Join(", ", positions.Select(name => $"CAST({name} AS VARCHAR)"))} FROM ({query}\n) AS asked({string.Join(", ", positions)})";
            command.CommandTimeout = database.Seconds;
            using var reader = command.ExecuteReader();
            begin(names);
            while (reader.Read() && row([.. positions.Select((_, i) => reader.IsDBNull(i) ? null : reader.GetString(i))])) { }
        }
        catch (DbException wrong)
        {
            throw new RefusedException(ExitCode.Mistake, wrong.Message);
        }
    }

    /// <summary>Only what DuckDB's own parser takes as one SELECT gets through: nothing that writes, attaches or sets.</summary>
    private void Check(string query)
    {
        using var tree = JsonDocument.Parse(database.Value<string>("SELECT json_serialize_sql(CAST(@query AS VARCHAR))", new { query }));
        if (tree.RootElement.GetProperty("error").GetBoolean() || tree.RootElement.GetProperty("statements").GetArrayLength() != 1)
        {
            var said = tree.RootElement.TryGetProperty("error_message", out var message) ? $" ({message.GetString()})" : "";
            throw new RefusedException(ExitCode.Mistake, $"That is not one SELECT statement{said}. {Example}");
        }

        if (Functions(tree.RootElement).FirstOrDefault(name => !_functions.Contains(name)) is { } other)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{other}(…) is not a table that can be asked: questions go to the log's tables alone. Type .tables, or: SELECT * FROM log LIMIT 5"
            );
        }
    }

    /// <summary>Names of the functions that stand where a table stands, however deep.</summary>
    private static IEnumerable<string> Functions(JsonElement node) =>
        node.ValueKind switch
        {
            JsonValueKind.Array => node.EnumerateArray().SelectMany(Functions),
            JsonValueKind.Object => node.EnumerateObject().SelectMany(part => Functions(part.Value)).Concat(Own(node)),
            _ => [],
        };

    private static IEnumerable<string> Own(JsonElement node) =>
        node.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.GetString() == "TABLE_FUNCTION"
        && node.TryGetProperty("function", out var function)
        && function.TryGetProperty("function_name", out var name)
            ? [name.GetString()!.ToLowerInvariant()]
            : [];
}
