using System.Globalization;
using System.Text.Json;
using Flywheel.Yaml;

namespace Flywheel.Expressions;

/// <summary>Reads the constants of DuckDB's tree as values of our types.</summary>
internal sealed class ConstantReader(Expression expression, ICollection<Fault> faults)
{
    private static readonly string[] TimestampForms =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFF",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd",
    ];

    public Literal? Read(JsonElement tree)
    {
        var at = DuckDbTree.IndexIn(expression.Text, tree);
        var value = tree.GetProperty("value");
        if (value.GetProperty("is_null").GetBoolean())
        {
            return new Literal(at, null);
        }

        // Empty parts are left out of the tree, an empty text with them.
        var kind = value.GetProperty("type").GetProperty("id").GetString();
        var read = value.TryGetProperty("value", out var found) ? found : default;
        object? constant = kind switch
        {
            "BOOLEAN" => read.GetBoolean(),
            "INTEGER" or "BIGINT" => read.GetInt64(),
            "DOUBLE" => read.GetDouble(),
            "DECIMAL" => Decimal(value),
            "VARCHAR" => read.ValueKind == JsonValueKind.String ? read.GetString() : "",
            _ => null,
        };
        if (constant is not null)
        {
            return new Literal(at, constant);
        }

        faults.Add(
            expression.Fault(
                ExpressionFaults.WrongConstant,
                at,
                $"The constant {read} is of the type {kind}.",
                "Whole numbers have 64 bits.",
                "Write a smaller number, or one with a decimal point."
            )
        );
        return null;
    }

    /// <summary>DATE '2001-01-01', TIMESTAMP '…', TRUE and FALSE: to the parser, casts of a text; null for anything else.</summary>
    public static Literal? TryRead(JsonElement tree, string type, int at)
    {
        if (
            tree.GetProperty("class").GetString() != "CONSTANT"
            || tree.GetProperty("value").GetProperty("type").GetProperty("id").GetString() != "VARCHAR"
        )
        {
            return null;
        }

        var text = tree.GetProperty("value").TryGetProperty("value", out var found) ? found.GetString() : "";
        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            "BOOLEAN" when text is "t" or "f" => new Literal(at, text == "t"),
            "DATE" when DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day) => new Literal(at, day),
            "TIMESTAMP" when DateTime.TryParseExact(text, TimestampForms, culture, DateTimeStyles.None, out var time) => new Literal(
                at,
                time
            ),
            _ => null,
        };
    }

    // A decimal constant is a whole number and a scale; beyond 64 bits the number comes in two halves.
    private static double Decimal(JsonElement value)
    {
        var digits = value.GetProperty("value");
        var whole =
            digits.ValueKind == JsonValueKind.Number
                ? digits.GetInt64()
                : new Int128(unchecked((ulong)digits.GetProperty("upper").GetInt64()), digits.GetProperty("lower").GetUInt64());
        var scale = value.GetProperty("type").GetProperty("type_info").GetProperty("scale").GetInt32();
        return double.Parse($"{whole}e-{scale}", CultureInfo.InvariantCulture);
    }
}
