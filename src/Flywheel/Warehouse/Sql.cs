using System.Globalization;

namespace Flywheel.Warehouse;

/// <summary>Names and values as SQL text. Only checked expressions, these and parameters ever reach a statement.</summary>
public static class Sql
{
    /// <summary>An identifier in double quotes.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>A text literal in single quotes.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>A timestamp literal, to the microsecond.</summary>
    public static string Time(DateTime time) => $"TIMESTAMP '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";

    /// <summary>A literal of a 64-bit number, exact: without an exponent it would be a decimal.</summary>
    public static string Number(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text : $"{text}e0";
    }

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";
}
