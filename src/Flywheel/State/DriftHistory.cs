using System.Globalization;
using System.Text;

namespace Flywheel.State;

/// <summary>A column's distance from the reference as one turn measured it.</summary>
public sealed record DriftRow(DateTime AsOf, string Column, string Distance, double Value);

/// <summary>The drift of every turn, which the small multiples draw: <c>reports/&lt;model&gt;/drift.csv</c>.</summary>
public static class DriftHistory
{
    private const string Header = "as-of,column,distance,value";

    public static string Path(string model) => $"reports/{model}/drift.csv";

    public static string Write(IEnumerable<DriftRow> rows)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in rows.OrderBy(row => row.AsOf))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Ledger.Day(row.AsOf)},{row.Column},{row.Distance},{row.Value:0.0000}\n");
        }

        return text.ToString();
    }

    /// <summary>Rows before a time; a line that cannot be read is a mistake that is named.</summary>
    public static IReadOnlyList<DriftRow> Before(DateTime asOf, IFiles files, string model) =>
        [
            .. Csv.Rows(files, Path(model), Header, "the drift history", "a line has a time, a column, a distance and a number", Read)
                .Where(row => row.AsOf < asOf),
        ];

    private static DriftRow? Read(List<string> fields) =>
        fields is [var time, var column, var distance, var number]
        && DateTime.TryParse(time, CultureInfo.InvariantCulture, out var asOf)
        && double.TryParse(number, CultureInfo.InvariantCulture, out var value)
            ? new(asOf, column, distance, value)
            : null;
}
