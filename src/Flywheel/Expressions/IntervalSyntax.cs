using System.Text.Json;

namespace Flywheel.Expressions;

/// <summary>Undoes what DuckDB's parser makes of INTERVAL 3 DAY: to_days(CAST(trunc(CAST(3 AS DOUBLE)) AS INTEGER)).</summary>
internal static class IntervalSyntax
{
    /// <summary>The amount that stands in the text, for a child of such a function; any other child as it is.</summary>
    public static JsonElement Amount(string function, JsonElement child)
    {
        if (!function.StartsWith("to_", StringComparison.Ordinal) || Class(child) != "CAST")
        {
            return child;
        }

        var inner = child.GetProperty("child");
        if (function == "to_seconds" && child.GetProperty("cast_type").GetProperty("id").GetString() == "DOUBLE")
        {
            return inner;
        }

        return
            Class(inner) == "FUNCTION"
            && inner.GetProperty("function_name").GetString() == "trunc"
            && inner.TryGetProperty("children", out var arguments)
            && Class(arguments[0]) == "CAST"
            ? arguments[0].GetProperty("child")
            : child;
    }

    private static string? Class(JsonElement tree) => tree.GetProperty("class").GetString();
}
