using System.Globalization;
using System.Text;

namespace Flywheel.State;

/// <summary>What a cycle with the model in force cost more than it would have with a model trained anew.</summary>
/// <param name="AsOf">Time of the turn at the cycle's end.</param>
/// <param name="By">What it is reckoned by: cost, or a metric at a price.</param>
/// <param name="Rows">Labelled rows that neither model was trained on, whose label came in the cycle.</param>
/// <param name="Events">Events of the cycle, which the rows stand for.</param>
/// <param name="Regret">In money; null where it could not be told.</param>
/// <param name="StandardError">Of it, cluster-robust.</param>
/// <param name="Degrees">Degrees of freedom of its Student's t.</param>
/// <param name="Why">Why it could not be told; empty elsewhere.</param>
public sealed record RegretRow(
    DateTime AsOf,
    string By,
    long Rows,
    long Events,
    double? Regret,
    double? StandardError,
    double? Degrees,
    string Why = ""
)
{
    /// <summary>To the digits that the history keeps, so that a sum is the same before and after it was written.</summary>
    public RegretRow Rounded() => this with { Regret = Round(Regret), StandardError = Round(StandardError), Degrees = Round(Degrees) };

    private static double? Round(double? number) => number is { } value ? Math.Round(value, RegretHistory.Decimals) : null;
}

/// <summary>The regret of every cycle: <c>reports/&lt;model&gt;/regret.csv</c>; it is there only where a trigger is cost-aware.</summary>
public static class RegretHistory
{
    internal const int Decimals = 4;
    private const string Header = "as-of,by,rows,events,regret,standard-error,degrees,why";

    public static string Path(string model) => $"reports/{model}/regret.csv";

    /// <summary>Empty without a row.</summary>
    public static string Write(IReadOnlyCollection<RegretRow> rows)
    {
        var text = new StringBuilder(rows.Count == 0 ? "" : $"{Header}\n");
        foreach (var row in rows.OrderBy(row => row.AsOf))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Ledger.Day(row.AsOf)},{Csv.Quote(row.By)},{row.Rows},{row.Events},{row.Regret:0.0000},{row.StandardError:0.0000},{row.Degrees:0.0000},{Csv.Quote(row.Why)}\n"
            );
        }

        return text.ToString();
    }

    /// <summary>Rows before a time; a line that cannot be read is a mistake that is named.</summary>
    public static IReadOnlyList<RegretRow> Before(DateTime asOf, IFiles files, string model) =>
        [
            .. Csv.Rows(
                    files,
                    Path(model),
                    Header,
                    "the history of regret",
                    "a line has a time, a name, two counts, three numbers or none of them, and a reason",
                    Read
                )
                .Where(row => row.AsOf < asOf),
        ];

    private static RegretRow? Read(IReadOnlyList<string> fields)
    {
        if (
            fields is not [var time, var by, var count, var stands, var regret, var error, var degrees, var why]
            || !DateTime.TryParse(time, CultureInfo.InvariantCulture, out var asOf)
            || !long.TryParse(count, CultureInfo.InvariantCulture, out var rows)
            || !long.TryParse(stands, CultureInfo.InvariantCulture, out var events)
        )
        {
            return null;
        }

        return regret.Length + error.Length + degrees.Length == 0 ? new(asOf, by, rows, events, null, null, null, why)
            : double.TryParse(regret, CultureInfo.InvariantCulture, out var value)
            && double.TryParse(error, CultureInfo.InvariantCulture, out var spread)
            && double.TryParse(degrees, CultureInfo.InvariantCulture, out var freedom)
                ? new(asOf, by, rows, events, value, spread, freedom, why)
            : null;
    }
}
