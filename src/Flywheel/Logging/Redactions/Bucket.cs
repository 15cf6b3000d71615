using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Logging.Redactions;

[Doc("The lower edge of the value's bucket is kept.")]
public sealed record Bucket : Redaction
{
    [Doc("Width of a bucket: a number, from 0 on, or a duration, from Monday 2000-01-03 on."), Inline, Example("10")]
    public required BucketWidth Width { get; init; }

    public override string Kept(string value, SqlType? type) =>
        (type, Width.Time) switch
        {
            (_, { } time) when type == SqlType.Date => $"CAST(time_bucket({Interval(time)}, {value}) AS DATE)",
            (_, { } time) => $"time_bucket({Interval(time)}, TRY_CAST({value} AS TIMESTAMP))",
            (SqlType.Integer, null) => Whole(value),
            _ => $"floor(TRY_CAST({value} AS DOUBLE) / {Width.Text}) * {Width.Text}",
        };

    public override (string Why, string Mend)? Misfit(string name, SqlType? type) =>
        (type, Width.Time) switch
        {
            (null, _) or (SqlType.Double, null) or (SqlType.Timestamp, not null) => null,
            (SqlType.Integer, null) => Width.Number % 1 == 0
                ? null
                : ("The column holds whole numbers, and the width is none.", "Write a whole number."),
            (SqlType.Date, { } time) => time.Ticks % TimeSpan.TicksPerDay == 0
                ? null
                : ("The column holds days, and the width is not whole days.", "Write e.g. 7d."),
            (SqlType.Timestamp or SqlType.Date, null) => ("The width of a time's bucket is a duration.", "Write e.g. 1h or 7d."),
            (SqlType.Integer or SqlType.Double, not null) => ("The width of a number's bucket is a number.", "Write e.g. 10."),
            _ => (
                "Only numbers and times have buckets.",
                "Write 'hash' with a key, or take the column out of log.columns and write 'drop'."
            ),
        };

    /// <summary>Rounded down exactly, and NULL where the edge is below the least whole number.</summary>
    private string Whole(string value) =>
        $"TRY_CAST(CAST({value} AS HUGEINT) - ((CAST({value} AS HUGEINT) % {Width.Text} + {Width.Text}) % {Width.Text}) AS BIGINT)";

    private static string Interval(TimeSpan time) => $"to_seconds({((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture)})";
}

/// <summary>How wide a bucket is: a number or a duration.</summary>
public sealed record BucketWidth(string Text, double Number, TimeSpan? Time) : IFromScalar<BucketWidth>
{
    public static string Noun => "the width of a bucket";

    public static string Sample => "10";

    public static bool TryRead(string text, Place at, out BucketWidth value, out string problem)
    {
        var isTime = Duration.TryRead(text, out var time);
        var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        value = new(isNumber ? number.ToString(CultureInfo.InvariantCulture) : text, (double)number, isTime ? time : null);
        problem = isTime
            ? time > TimeSpan.Zero
                ? ""
                : "A bucket has a width."
            : !isNumber
                ? "A width is a number such as 10 or 0.5, or a duration such as 1h."
                : number is > 0 and <= 1_000_000_000_000
                    ? ""
                    : "A width is more than 0 and at most 1000000000000.";
        return problem.Length == 0;
    }

    public override string ToString() => Text;
}
