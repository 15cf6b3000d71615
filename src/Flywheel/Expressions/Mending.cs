namespace Flywheel.Expressions;

/// <summary>How to mend what is wrong with the types or names of an expression.</summary>
internal static class Mending
{
    /// <summary>For values of several types that should be of one.</summary>
    public static string Mixed(IReadOnlyCollection<SqlType> types) =>
        types.Contains(SqlType.Timestamp) ? "Write a time as TIMESTAMP '2001-01-31 00:00:00', a day as DATE '2001-01-31'."
        : types.Contains(SqlType.Text) ? "Write texts in quotes and numbers without, or cast one of them."
        : "Cast one of them.";

    /// <summary>For names that mean the present moment.</summary>
    public static string Moment(string name, IReadOnlyDictionary<string, SqlType> schema) =>
        name is "now" or "today" or "age"
        || name.StartsWith("current_", StringComparison.Ordinal)
        || name.StartsWith("get_current", StringComparison.Ordinal)
            ? schema.Where(c => c.Value is SqlType.Timestamp).Select(c => c.Key).Order(StringComparer.Ordinal).FirstOrDefault()
                is { } column
                ? $"Use a column of the log, e.g. {column}. "
                : "Use a column of the log. "
            : "";

    /// <summary>For a function that does not take such arguments.</summary>
    public static string Call(string name, List<Node> arguments) =>
        name == "-" && arguments.TrueForAll(a => a.Type is SqlType.Date or SqlType.Timestamp) ? "Write date_diff('minute', from, to)."
        : name == "+" && arguments.Exists(a => a.Type == SqlType.Text) ? "Join texts by ||."
        : "Cast the arguments, or use another function.";

    /// <summary>For a cast that is not in the table.</summary>
    public static string Cast(Node input, SqlType target) =>
        (input.Type, target) switch
        {
            (SqlType.Text, SqlType.Date) => "Write a constant as DATE '2001-01-31'. ",
            (SqlType.Text, SqlType.Timestamp) => "Write a constant as TIMESTAMP '2001-01-31 12:00:00'. ",
            (SqlType.Text, SqlType.Integer or SqlType.Double) => "Write TRY_CAST, which gives NULL for a text that is no number. ",
            (SqlType.Integer or SqlType.Double, SqlType.Boolean) => "Write a comparison, e.g. x <> 0. ",
            _ => "",
        };
}
