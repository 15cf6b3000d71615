using System.Globalization;
using System.Text;

namespace Flywheel.State;

/// <summary>What one turn saw and decided; a line of <c>ledger.csv</c>.</summary>
/// <remarks>Empty where there was nothing to measure. Who accepted a proposal is in git's history, never here.</remarks>
public sealed record LedgerRow
{
    /// <summary>The turn's time: everything received at or before it was visible.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary>Version that the deployment named at the end of the cycle, or empty: where it was merged late, production scored by the one before.</summary>
    public string InForce { get; init; } = "";

    /// <summary>Events received in the cycle.</summary>
    public required long Events { get; init; }

    /// <summary>Events of the window whose label had arrived.</summary>
    public required long Labelled { get; init; }

    public double? LabelShare { get; init; }

    /// <summary>The strategy's first metric of the scores that production gave.</summary>
    public string Metric { get; init; } = "";

    public double? Value { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Alerts that were bad.</summary>
    public required int Alarms { get; init; }

    /// <summary>yes, no, or unknown.</summary>
    public required string Trigger { get; init; }

    public required string Reason { get; init; }

    /// <summary>Version of the candidate trained in this turn, or empty.</summary>
    public string Candidate { get; init; } = "";

    /// <summary>Candidate minus current on the hold-out.</summary>
    public double? Difference { get; init; }

    public double? DifferenceLow { get; init; }

    public double? DifferenceHigh { get; init; }

    /// <summary>The last turn's candidate less the model that it was compared with, on this cycle: what its difference turned out to be.</summary>
    public double? Realised { get; init; }

    /// <summary>promote, hold, refuse, not-enough-evidence, or no-candidate.</summary>
    public required string Decision { get; init; }

    /// <summary>Version in force once this turn's proposal is merged, or empty.</summary>
    public string Next { get; init; } = "";

    /// <summary>Points that curation put into the reservoir.</summary>
    public required long Curated { get; init; }

    /// <summary>Price of their labels, in the strategy's money.</summary>
    public required double LabelCost { get; init; }

    /// <summary>Price of the whole turn: labels, training, review, roll-out.</summary>
    public double Cost { get; init; }

    /// <summary>First digits of the strategy's digest.</summary>
    public required string Strategy { get; init; }
}

/// <summary>The turns of a model in order: <c>reports/&lt;model&gt;/ledger.csv</c>.</summary>
public static class Ledger
{
    private static readonly (string Name, Func<LedgerRow, string> Write)[] Columns =
    [
        ("as-of", row => Day(row.AsOf)),
        ("in-force", row => row.InForce),
        ("events", row => Whole(row.Events)),
        ("labelled", row => Whole(row.Labelled)),
        ("label-share", row => Real(row.LabelShare)),
        ("metric", row => row.Metric),
        ("value", row => Real(row.Value)),
        ("low", row => Real(row.Low)),
        ("high", row => Real(row.High)),
        ("alarms", row => Whole(row.Alarms)),
        ("trigger", row => row.Trigger),
        ("reason", row => row.Reason),
        ("candidate", row => row.Candidate),
        ("difference", row => Real(row.Difference)),
        ("difference-low", row => Real(row.DifferenceLow)),
        ("difference-high", row => Real(row.DifferenceHigh)),
        ("realised", row => Real(row.Realised)),
        ("decision", row => row.Decision),
        ("next", row => row.Next),
        ("curated", row => Whole(row.Curated)),
        ("label-cost", row => Money(row.LabelCost)),
        ("cost", row => Money(row.Cost)),
        ("strategy", row => row.Strategy),
    ];

    public static string Path(string model) => $"reports/{model}/ledger.csv";

    public static string Write(IEnumerable<LedgerRow> rows)
    {
        var text = new StringBuilder().AppendJoin(',', Columns.Select(column => column.Name)).Append('\n');
        foreach (var row in rows.OrderBy(row => row.AsOf))
        {
            text.AppendJoin(',', Columns.Select(column => Csv.Quote(column.Write(row)))).Append('\n');
        }

        return text.ToString();
    }

    /// <exception cref="RefusedException">The text is not a ledger.</exception>
    public static IReadOnlyList<LedgerRow> Read(string? text, string path)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var lines = text.TrimEnd('\n').Split('\n');
        if (lines[0] != string.Join(',', Columns.Select(column => column.Name)))
        {
            throw Csv.Broken(path, 1, What, "its first line does not name the ledger's columns");
        }

        return [.. lines.Skip(1).Select((line, index) => ReadRow(line, path, index + 2))];
    }

    private static LedgerRow ReadRow(string line, string path, int number)
    {
        var fields = Csv.Split(line);
        if (fields.Count != Columns.Length)
        {
            throw Csv.Broken(path, number, What, $"it has {fields.Count} fields and the ledger {Columns.Length}");
        }

        var at = Columns.Select((column, index) => (column.Name, fields[index])).ToDictionary(StringComparer.Ordinal);
        try
        {
            return new()
            {
                AsOf = DateTime.Parse(at["as-of"], CultureInfo.InvariantCulture),
                InForce = at["in-force"],
                Events = long.Parse(at["events"], CultureInfo.InvariantCulture),
                Labelled = long.Parse(at["labelled"], CultureInfo.InvariantCulture),
                LabelShare = Real(at["label-share"]),
                Metric = at["metric"],
                Value = Real(at["value"]),
                Low = Real(at["low"]),
                High = Real(at["high"]),
                Alarms = int.Parse(at["alarms"], CultureInfo.InvariantCulture),
                Trigger = at["trigger"],
                Reason = at["reason"],
                Candidate = at["candidate"],
                Difference = Real(at["difference"]),
                DifferenceLow = Real(at["difference-low"]),
                DifferenceHigh = Real(at["difference-high"]),
                Realised = Real(at["realised"]),
                Decision = at["decision"],
                Next = at["next"],
                Curated = long.Parse(at["curated"], CultureInfo.InvariantCulture),
                LabelCost = double.Parse(at["label-cost"], CultureInfo.InvariantCulture),
                Cost = double.Parse(at["cost"], CultureInfo.InvariantCulture),
                Strategy = at["strategy"],
            };
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw Csv.Broken(path, number, What, wrong.Message);
        }
    }

    /// <summary>A turn's time as the ledger, manifests and reports write it: the day alone at midnight.</summary>
    public static string Day(DateTime time) =>
        time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private const string What = "the ledger";

    private static string Money(double amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Five decimals: one more than any report prints, and far coarser than what an engine could change.
    private static string Real(double? number) => number?.ToString("0.00000", CultureInfo.InvariantCulture) ?? "";

    private static double? Real(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
