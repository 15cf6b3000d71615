using System.Text.Json;

namespace Flywheel.Expressions;

/// <summary>Which texts TRY_CAST reads as numbers: engines differ, so each is asked only about texts of these forms.</summary>
internal static class NumberText
{
    /// <summary>At most 18 digits, which always fit 64 bits.</summary>
    public const string Integer = "^ *[+-]?[0-9]{1,18} *$";

    /// <summary>Digits with a point and an exponent of at most two digits, which always fit a Double.</summary>
    public const string Double = "^ *[+-]?(?:[0-9]{1,30}(?:[.][0-9]{0,30})?|[.][0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})? *$";

    /// <summary>The text itself, where a printed expression holds its match with one of the forms; anything else as it is.</summary>
    public static JsonElement Whole(JsonElement child) =>
        child.GetProperty("class").GetString() == "FUNCTION"
        && child.GetProperty("function_name").GetString() == "regexp_extract"
        && child.TryGetProperty("children", out var arguments)
        && arguments.GetArrayLength() == 2
        && arguments[1].TryGetProperty("value", out var form)
        && form.TryGetProperty("value", out var pattern)
        && pattern.ValueKind == JsonValueKind.String
        && pattern.GetString() is Integer or Double
            ? arguments[0]
            : child;
}
