using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that puts the candidate's dataset beside that of the model in force: where a gate asks for it, or where it is surprising.</summary>
public sealed class DataChangeSection(Turn turn)
{
    /// <summary>Columns that the tables show.</summary>
    private const int Most = 40;

    private static readonly NoSurprise Usual = new();

    private Comparison Seen => turn.Of<Comparison>();

    /// <summary>What is beyond the limits of the strategy's gates, or of the usual ones where it has none.</summary>
    public static IReadOnlyList<string> Surprises(Turn turn) =>
        turn.Of<Comparison>().Data is { } data
            ?
            [
                .. turn
                    .Strategy.Main.OfflineTest.Gates.OfType<NoSurprise>()
                    .DefaultIfEmpty(Usual)
                    .SelectMany(gate => gate.Surprises(data))
                    .Distinct(),
            ]
            : [];

    public void Add(Markdown report)
    {
        var gates = turn.Strategy.Main.OfflineTest.Gates.OfType<NoSurprise>().ToList();
        if (Seen.Data is not { } data)
        {
            if (gates.Count > 0)
            {
                Heading(report)
                    .Paragraph(
                        Seen.Current is null
                            ? "There is no model in force, so the candidate's dataset has nothing to be compared with: `no-surprise` is asked from the next candidate on."
                            : $"The manifest of the dataset of {Seen.Current} is not there, so the candidate's has nothing to be compared with."
                    );
            }

            return;
        }

        var surprises = gates.Count > 0 ? [] : Surprises(turn);
        if (gates.Count == 0 && surprises.Count == 0)
        {
            return;
        }

        Heading(report);
        if (surprises.Count > 0)
        {
            report.Paragraph(
                $"Surprising against the dataset of {data.Version}, though no gate asks for it (`no-surprise` under `offline-test.gates` would): {string.Join("; ", surprises)}."
            );
        }

        report.Table(
            ["dataset", $"#of {data.Version}", "#of the candidate"],
            [
                ["rows", Numbers.Count(data.RowsBefore), Numbers.Count(data.Rows)],
                .. data.LabelShare is null
                    ? Array.Empty<string[]>()
                    :
                    [
                        ["positive", Numbers.Percent(data.LabelShareBefore), Numbers.Percent(data.LabelShare)],
                    ],
            ]
        );
        Columns(report, data);
        Distances(report, data, gates);
    }

    private static Markdown Heading(Markdown report) => report.Heading(2, "What changed in the data");

    private static void Columns(Markdown report, DataChange data)
    {
        var shown = data
            .Columns.OrderByDescending(column => Math.Abs(column.Missing - column.MissingBefore))
            .Take(Most)
            .Select(column => column.Name)
            .ToHashSet();
        report.Table(
            ["column", $"#missing in that of {data.Version}", "#missing", "#values in that", "#values"],
            data.Columns.Where(column => shown.Contains(column.Name))
                .Select(column =>
                    new[]
                    {
                        column.Name,
                        Numbers.Percent(column.MissingBefore),
                        Numbers.Percent(column.Missing),
                        Numbers.Count(column.DistinctBefore),
                        Numbers.Count(column.Distinct),
                    }
                )
        );
        if (shown.Count < data.Columns.Count)
        {
            report.Paragraph($"Shown are the {Most} of {data.Columns.Count} columns whose missing share changed most.");
        }
    }

    private static void Distances(Markdown report, DataChange data, List<NoSurprise> gates)
    {
        if (data.Why is { } why)
        {
            report.Paragraph($"No distances: {why}.");
        }

        if (data.Distances is not { } distances)
        {
            return;
        }

        report.Table(
            ["feature", "distance", "#value", "#limit"],
            distances
                .OrderByDescending(drift => drift.Value)
                .Take(Most)
                .Select(drift =>
                    new[]
                    {
                        drift.Column,
                        drift.Convention,
                        Numbers.Fixed(drift.Value, 4),
                        string.Join(
                            ", ",
                            gates.Where(gate => gate.Distance == drift.Distance).Select(gate => Numbers.Fixed(gate.Above, 4))
                        ),
                    }
                )
        );
        if (data.Unmatched.Count > 0)
        {
            report.Paragraph($"Not compared, as the dataset of {data.Version} lacks their columns: {string.Join(", ", data.Unmatched)}.");
        }
    }
}
