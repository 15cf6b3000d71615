using System.Globalization;
using System.Text;

namespace Flywheel.State;

/// <summary>A metric as it was estimated before its labels, and what it turned out to be.</summary>
/// <param name="AsOf">The turn's time: the window ended at it.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Realised">What it turned out to be by the labels that had come then; null before.</param>
/// <param name="Known">Time of the turn that told it, the first one after the labels should be there; null before.</param>
public sealed record EstimateRow(
    DateTime AsOf,
    string Cohort,
    string Metric,
    double Value,
    double? Realised = null,
    DateTime? Known = null
);

/// <summary>The ledger of estimates: <c>reports/&lt;model&gt;/estimates.csv</c>; it is there only where the strategy asks for estimates.</summary>
public static class EstimateHistory
{
    private const string Header = "as-of,cohort,metric,estimate,realised,known";

    public static string Path(string model) => $"reports/{model}/estimates.csv";

    /// <summary>Empty without a row.</summary>
    public static string Write(IReadOnlyCollection<EstimateRow> rows)
    {
        var text = new StringBuilder(rows.Count == 0 ? "" : $"{Header}\n");
        foreach (var row in rows.OrderBy(row => row.AsOf))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Ledger.Day(row.AsOf)},{Csv.Quote(row.Cohort)},{row.Metric},{row.Value:0.00000},{row.Realised:0.00000},{(row.Known is { } known ? Ledger.Day(known) : "")}\n"
            );
        }

        return text.ToString();
    }

    /// <summary>Rows before a time, as they were known then; a line that cannot be read is a mistake that is named.</summary>
    /// <remarks>A value that this turn or a later one told is none yet.</remarks>
    public static IReadOnlyList<EstimateRow> Before(DateTime asOf, IFiles files, string model) =>
        [
            .. Csv.Rows(
                    files,
                    Path(model),
                    Header,
                    "the ledger of estimates",
                    "a line has a time, a cohort, a metric, a number, and a number with a time or neither",
                    Read
                )
                .Where(row => row.AsOf < asOf)
                .Select(row => row.Known < asOf ? row : row with { Realised = null, Known = null }),
        ];

    private static EstimateRow? Read(List<string> fields) =>
        fields is [var time, var cohort, var metric, var estimate, var realised, var known]
        && DateTime.TryParse(time, CultureInfo.InvariantCulture, out var asOf)
        && double.TryParse(estimate, CultureInfo.InvariantCulture, out var value)
        && (realised.Length == 0) == (known.Length == 0)
            ? realised.Length == 0
                ? new(asOf, cohort, metric, value)
                : double.TryParse(realised, CultureInfo.InvariantCulture, out var came)
                && DateTime.TryParse(known, CultureInfo.InvariantCulture, out var then)
                    ? new(asOf, cohort, metric, value, came, then)
                    : null
            : null;
}
