using System.Globalization;
using Flywheel.Logging.Profiles;
using Flywheel.Yaml;
using Spectre.Console;
using Profile = Flywheel.Logging.Profiles.Profile;

namespace Flywheel.Cli.Commands;

/// <summary>A profile for people: one table of the numbers and times, one of the texts.</summary>
public static class ProfileTable
{
    private const int MostFrequent = 5;
    private const int LongestText = 40;
    private const double MicrosecondsADay = 8.64e10;

    public static void Write(Profile profile)
    {
        AnsiConsole.WriteLine(
            $"{Count(profile.Rows)} rows, {profile.Columns.Count} columns"
                + (profile.Known is { } known ? string.Create(CultureInfo.InvariantCulture, $"; received by {known:yyyy-MM-dd HH:mm}") : "")
        );
        var numbers = profile.Columns.Where(column => column.Kind is ProfileKind.Number or ProfileKind.Time).ToList();
        if (numbers.Count > 0)
        {
            AnsiConsole.Write(Numbers(numbers));
        }

        var others = profile.Columns.Except(numbers).ToList();
        if (others.Count > 0)
        {
            AnsiConsole.Write(Texts(others));
        }
    }

    private static Table Numbers(IEnumerable<ColumnProfile> columns)
    {
        var table = Tables.Plain(
            "column",
            "rows",
            "missing",
            "not finite",
            "mean",
            "sd",
            "min",
            "5 %",
            "25 %",
            "50 %",
            "75 %",
            "95 %",
            "max",
            "distinct"
        );
        foreach (var column in columns)
        {
            var sketch = column.Numbers!;
            var isTime = column.Kind == ProfileKind.Time;
            table.AddRow(
                new[]
                {
                    Shown(column.Name),
                    Count(column.Rows),
                    Count(column.Missing),
                    Count(column.Values - sketch.Finite),
                    Number(sketch.Mean, isTime),
                    isTime
                        ? $"{Number(sketch.StandardDeviation / MicrosecondsADay, isTime: false)} d"
                        : Number(sketch.StandardDeviation, isTime),
                }
                    .Concat(new[] { 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1 }.Select(share => Number(sketch.Quantile(share), isTime)))
                    .Append(Count(column.Distinct))
                    .Select(Markup.Escape)
                    .ToArray()
            );
        }

        return table;
    }

    private static Table Texts(IEnumerable<ColumnProfile> columns)
    {
        var table = Tables.Plain("column", "kind", "rows", "missing", "distinct", "most frequent");
        foreach (var column in columns)
        {
            var frequent = column.Texts?.MostFrequent(MostFrequent) ?? [];
            table.AddRow(
                new[]
                {
                    Shown(column.Name),
                    KebabCase.Of(column.Kind.ToString()),
                    Count(column.Rows),
                    Count(column.Missing),
                    Count(column.Distinct),
                    string.Join(", ", frequent.Select(one => $"{Shown(one.Text)} {(one.Exact ? "" : "≤ ")}{Count(one.Count)}")),
                }
                    .Select(Markup.Escape)
                    .ToArray()
            );
        }

        return table;
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double? number, bool isTime) =>
        number is not { } known ? "–"
        : isTime && DateTime.UnixEpoch.Ticks + (known * 10) is > 0 and < 3.1e18
            ? DateTime.UnixEpoch.AddTicks((long)(known * 10)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        : known.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>What came from a file moves no terminal's cursor.</summary>
    private static string Shown(string text)
    {
        var plain = string.Concat(text.Take(LongestText).Select(letter => char.IsControl(letter) ? '·' : letter));
        return text.Length > LongestText ? plain + "…" : plain;
    }
}
