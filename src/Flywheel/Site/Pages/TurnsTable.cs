using System.Globalization;
using Flywheel.Reports;
using Flywheel.Site.Writing;
using Flywheel.State;

namespace Flywheel.Site.Pages;

/// <summary>The ledger as a table, newest turn first.</summary>
/// <param name="here">Address of the page.</param>
internal sealed class TurnsTable(string here, ModelGlance model)
{
    private static readonly Column[] Columns =
    [
        new("turn"),
        new("decision"),
        new("in force"),
        new("value", true),
        new("candidate"),
        new("difference", true),
        new("showed", true),
        new("alarms", true),
        new("why it was triggered, or not"),
    ];

    public Html Write() =>
        model.Ledger.Count == 0
            ? new Element("p", "No turn yet.")
            : Html.All(
                new Element(
                    "p",
                    "Value: the strategy's first metric of the scores that production gave. Difference: candidate less the model in force on the hold-out; showed: the same on the cycle after it. Intervals as the ledger has them."
                ),
                DataTable.Of("Turns", Columns, model.Ledger.Select(Row).Reverse())
            );

    private Cell[] Row(LedgerRow row, int index) =>
        [
            new(Html.All(Turn(row), " ", Parts.Proposed(model.IsProposed(row))), Ledger.Day(row.AsOf)),
            new(Parts.Badge(row.Decision), row.Decision),
            new(Version(row.InForce)),
            Number(row.Value, Numbers.WithInterval(Parts.Measured(row.Value, row.Low, row.High))),
            new(Version(row.Candidate)),
            Number(row.Difference, Numbers.Difference(Parts.Measured(row.Difference, row.DifferenceLow, row.DifferenceHigh))),
            Showed(index),
            Number(row.Alarms, Numbers.Count(row.Alarms)),
            row.Reason,
        ];

    /// <summary>The turn's time, which leads to its newest edition where git has one.</summary>
    private Html Turn(LedgerRow row)
    {
        var day = Ledger.Day(row.AsOf);
        var report = model
            .Reports.Editions.Where(edition => edition.Turn == day)
            .Select(edition => model.Reports.Of(edition, "comparison"))
            .LastOrDefault(version => version?.Edition.Turn == day);
        return report is null ? day : Parts.Link(here, report.Address, day);
    }

    private Html Version(string version) =>
        version.Length == 0 ? "–"
        : model.Versions.Any(known => known.Name == version) ? Parts.Link(here, Addresses.Version(model.Name, version), version)
        : (Html)version;

    /// <summary>What the turn's candidate showed, which the turn after it knows.</summary>
    private Cell Showed(int index) =>
        index + 1 < model.Ledger.Count && model.Ledger[index + 1].Realised is { } realised
            ? Number(realised, Numbers.Signed(realised, 3))
            : Number(null, "–");

    private static Cell Number(double? value, string shows) =>
        new(value is null ? "–" : shows, value?.ToString("R", CultureInfo.InvariantCulture) ?? "");
}
