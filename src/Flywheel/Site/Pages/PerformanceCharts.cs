using Flywheel.Reports;
using Flywheel.Reports.Charts;
using Flywheel.State;

namespace Flywheel.Site.Pages;

/// <summary>A model's turns as pictures: what production's scores were worth, and what each candidate promised and showed.</summary>
internal static class PerformanceCharts
{
    /// <summary>Turns that a picture has room for: with more, marks lie on marks.</summary>
    public const int Most = 60;

    /// <returns>Null without a measured cycle.</returns>
    public static LineChart? InForce(IReadOnlyList<LedgerRow> turns)
    {
        var ledger = Newest(turns);
        var metric = ledger.Count == 0 ? "" : ledger[^1].Metric;
        return ledger.Any(row => row.Metric == metric && row.Value is not null)
            ? Turns(ledger) with
            {
                Title = $"{metric} of the model in force",
                Subtitle = "of the scores that production gave, each cycle as it was known at its own turn" + Which(turns),
                YLabel = metric,
                Series = [Line("in force", ledger, row => row.Metric == metric ? (row.Value, row.Low, row.High) : default)],
            }
            : null;
    }

    /// <returns>Null where no candidate was compared.</returns>
    public static LineChart? Candidates(IReadOnlyList<LedgerRow> turns)
    {
        var ledger = Newest(turns);
        var metric = ledger.Count == 0 ? "" : ledger[^1].Metric;
        if (!ledger.Any(row => row.Metric == metric && row.Difference is not null))
        {
            return null;
        }

        // What a candidate turned out to be stands in the row of the turn after it, and is drawn at its own.
        var showed = ledger.Skip(1).Select(row => row.Realised).Append(null).ToList();
        return Turns(ledger) with
        {
            Title = $"{metric}, candidate less the model in force",
            Subtitle = "promised on its hold-out; and what the cycle after it showed, promoted or not" + Which(turns),
            YLabel = $"difference in {metric}",
            Series =
            [
                Line("promised", ledger, row => row.Metric == metric ? (row.Difference, row.DifferenceLow, row.DifferenceHigh) : default),
                new LineSeries
                {
                    Name = "showed",
                    Values = showed,
                    Style = LineStyle.Reference,
                },
            ],
            Limits = [new Limit(0, "no better")],
        };
    }

    private static List<LedgerRow> Newest(IReadOnlyList<LedgerRow> turns) => [.. turns.TakeLast(Most)];

    private static string Which(IReadOnlyList<LedgerRow> turns) =>
        turns.Count > Most ? $"; the newest {Most} of {Numbers.Count(turns.Count)} turns, all of which stand in the table" : "";

    private static LineChart Turns(IReadOnlyList<LedgerRow> ledger) =>
        new()
        {
            Title = "",
            X = [.. ledger.Select(row => Ledger.Day(row.AsOf)[(HasOneYear(ledger) ? 5 : 0)..])],
            XLabel = "turn",
            YLabel = "",
            Series = [],
            BandLabel = "interval, as the ledger has it",
            Events = [.. ledger.Select((row, i) => DecisionEvent.Of(row.Decision, i)).OfType<ChartEvent>()],
        };

    private static bool HasOneYear(IReadOnlyList<LedgerRow> ledger) => ledger[0].AsOf.Year == ledger[^1].AsOf.Year;

    private static LineSeries Line(
        string name,
        IReadOnlyList<LedgerRow> ledger,
        Func<LedgerRow, (double? Value, double? Low, double? High)> of
    )
    {
        var values = ledger.Select(of).ToList();
        return new()
        {
            Name = name,
            Values = [.. values.Select(value => value.Value)],
            Low = [.. values.Select(value => value.Low)],
            High = [.. values.Select(value => value.High)],
        };
    }
}
