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

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";
}
