using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

[Doc("A time as some of its parts, each a number.")]
public sealed record DatePartsFeature : Feature
{
    [Doc("The parts; drift is measured of the first."), NotEmpty, Distinct]
    public IReadOnlyList<DatePart> Parts { get; init; } = [DatePart.Hour, DatePart.Weekday, DatePart.Month];

    public override Wanted Wanted => Wanted.Timestamp;

    public override bool IsCategory => false;

    public override string Watched(string sql) => Number(Parts[0], sql);

    public override EncodedFeature Fit(FeatureFit fit) =>
        new()
        {
            Name = fit.Name,
            Sql = fit.Sql,
            As = string.Join(", ", Parts.Select(Word)),
            Columns = [.. Parts.Select(part => new EncodedColumn($"{fit.Name}.{Word(part)}", Number(part, fit.Sql)))],
        };

    private static string Word(DatePart part) => KebabCase.Of(part.ToString());

    private static string Number(DatePart part, string sql) =>
        part switch
        {
            DatePart.Minute => $"(hour({sql}) * 60 + minute({sql}))",
            DatePart.Hour => $"hour({sql})",
            DatePart.Weekday => $"isodow({sql})",
            DatePart.Day => $"day({sql})",
            DatePart.DayOfYear => $"dayofyear({sql})",
            DatePart.Week => $"weekofyear({sql})",
            DatePart.Month => $"month({sql})",
            DatePart.Quarter => $"quarter({sql})",
            DatePart.Year => $"year({sql})",
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Not a part."),
        };
}

public enum DatePart
{
    [Doc("Minute of the day, 0 to 1439.")]
    Minute,

    [Doc("Hour of the day, 0 to 23.")]
    Hour,

    [Doc("Day of the week, 1 for Monday to 7.")]
    Weekday,

    [Doc("Day of the month, 1 to 31.")]
    Day,

    [Doc("Day of the year, 1 to 366.")]
    DayOfYear,

    [Doc("ISO week of the year, 1 to 53.")]
    Week,

    [Doc("Month, 1 to 12.")]
    Month,

    [Doc("Quarter, 1 to 4.")]
    Quarter,

    [Doc("Year.")]
    Year,
}
