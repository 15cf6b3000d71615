using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Flywheel.Yaml;

namespace Flywheel.Expressions;

/// <summary>Asks DuckDB for its own syntax tree of an expression: what is checked is then what DuckDB would have run.</summary>
internal static class DuckDbTree
{
    private const string Before = "SELECT (";

    // A tree is two JSON levels deep for each level of the expression.
    private const int DeepestJson = 1_000;

    /// <summary>The tree of the one value selected; null with a fault when the text is anything else.</summary>
    public static JsonElement? Parse(DbConnection connection, Expression expression, ICollection<Fault> faults)
    {
        using var command = connection.CreateCommand();

        // The line break keeps the bracket out of reach of a comment at the end.
        var statement = Quoted($"{Before}{expression.Text}\n)");
        command.CommandText = $"SELECT json_serialize_sql({statement}, skip_null := true, skip_empty := true)";
        var json = (string)command.ExecuteScalar()!;
        try
        {
            using var tree = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeepestJson });
            return Selected(tree.RootElement.Clone(), expression, faults);
        }
        catch (JsonException)
        {
            faults.Add(
                expression.Fault(
                    ExpressionFaults.TooDeep,
                    0,
                    "The expression is nested too deeply, or holds a number beyond the range of a Double.",
                    "Its tree cannot be read back from DuckDB.",
                    "Split it, or write a smaller number."
                )
            );
            return null;
        }
    }

    /// <summary>Index in the text of a byte of the statement that DuckDB parsed; −1 where it gave none.</summary>
    public static int IndexIn(string text, JsonElement node)
    {
        if (!node.TryGetProperty("query_location", out var location) || location.GetUInt64() is var at && at > int.MaxValue)
        {
            return -1;
        }

        var bytes = Encoding.UTF8.GetBytes(Before + text);
        return Encoding.UTF8.GetCharCount(bytes, 0, Math.Min((int)location.GetUInt64(), bytes.Length)) - Before.Length;
    }

    private static JsonElement? Selected(JsonElement root, Expression expression, ICollection<Fault> faults)
    {
        if (root.GetProperty("error").GetBoolean())
        {
            faults.Add(SyntaxFault(root, expression));
            return null;
        }

        var statements = root.GetProperty("statements");
        var refusal =
            statements.GetArrayLength() != 1 ? "several statements"
            : !statements[0].EnumerateObject().All(p => p.Name == "node") ? "a statement with settings of its own"
            : ForeignPart(statements[0].GetProperty("node"));
        if (refusal is null)
        {
            return statements[0].GetProperty("node").GetProperty("select_list")[0];
        }

        faults.Add(
            expression.Fault(
                ExpressionFaults.Forbidden,
                0,
                $"The text is {refusal}.",
                "An expression is one value computed from one row.",
                "Write the value alone, without SELECT, FROM or WHERE."
            )
        );
        return null;
    }

    private static string? ForeignPart(JsonElement node)
    {
        if (node.GetProperty("type").GetString() is var kind && kind != "SELECT_NODE")
        {
            return $"a query of the kind {kind}";
        }

        foreach (var part in node.EnumerateObject())
        {
            var expected = part.Name switch
            {
                "type" => true,
                "select_list" => part.Value.GetArrayLength() == 1,
                "from_table" => part.Value.GetProperty("type").GetString() == "EMPTY",
                "aggregate_handling" => part.Value.GetString() == "STANDARD_HANDLING",
                _ => false,
            };
            if (!expected)
            {
                return part.Name == "select_list" ? "a list of several values" : $"a query with a {part.Name}";
            }
        }

        return null;
    }

    private static Fault SyntaxFault(JsonElement root, Expression expression)
    {
        // The position of an error counts characters, not bytes like the positions of nodes.
        var position = root.TryGetProperty("position", out var p)
            ? int.Parse(p.GetString()!, CultureInfo.InvariantCulture) - Before.Length
            : 0;
        var message = root.GetProperty("error_message").GetString()!.Split('\n')[0].TrimEnd('.');
        return expression.Fault(
            ExpressionFaults.Syntax,
            Math.Clamp(position, 0, expression.Text.Length),
            $"The expression cannot be parsed: {message}.",
            "It is read as DuckDB's SQL.",
            "Write one value, e.g. \"distance > 1000 AND origin IN ('ATL', 'ORD')\"."
        );
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
