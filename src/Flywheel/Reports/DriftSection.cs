using Flywheel.Monitoring;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that tells how far each column is from the reference.</summary>
public sealed class DriftSection(Turn turn, MonitoringPictures pictures)
{
    /// <summary>Columns that the table has room for.</summary>
    private const int MostColumns = 20;

    private MonitoringRecord Window => turn.Of<MonitoringRecord>();

    public void Add(Markdown report)
    {
        report.Heading(2, "Drift");
        if (Window.Drifts.Count == 0)
        {
            report.Paragraph("There is no reference yet: it begins with the first model in force.");
            return;
        }

        report.Paragraph($"The window against {Window.Reference}.");
        var distances = turn.Strategy.Distances;
        var found = Window.Drifts.ToDictionary(drift => (drift.Column, drift.Distance), drift => drift.Value);
        var measured = DriftColumn
            .Ranked(turn.Strategy, Window.Importance)
            .Where(name => distances.Any(one => found.ContainsKey((name, one.Name))))
            .ToList();
        var shown = MonitoringPictures.Most(measured, First, MostColumns);
        report.Table(
            ["column", "#importance", .. distances.Select(distance => $"#{distance.Name}")],
            shown.Select(name =>
                distances
                    .Select(distance => found.TryGetValue((name, distance.Name), out var value) ? Numbers.Fixed(value, 3) : "–")
                    .Prepend(Window.Importance?.TryGetValue(name, out var share) == true ? Numbers.Percent(share) : "–")
                    .Prepend(name)
                    .ToArray()
            )
        );
        if (shown.Count < measured.Count)
        {
            report.Paragraph(
                $"The {measured.Count - shown.Count} other columns are at {Numbers.Fixed(measured.Except(shown).Max(First), 3)} of {distances[0].Name} or less: drift.csv."
            );
        }

        if (Window.Named is { } named)
        {
            report.Bullets(named.Select(Said));
        }

        report.Picture(pictures.Drift.Name, pictures.Drift.Shows);
        report.Picture(pictures.Score.Name, pictures.Score.Shows);
        report.Paragraph(
            $"Conventions: {string.Join(", ", Window.Drifts.Select(drift => drift.Convention).Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}."
        );
        report.Bullets(
            distances.Where(distance => distance.Caution.Length > 0).Select(distance => $"Beware of {distance.Name}: {distance.Caution}.")
        );

        double First(string column) => found.GetValueOrDefault((column, distances[0].Name));
    }

    private string Said(NamedDrift drift)
    {
        var since = Ledger.Day(drift.Since);
        return drift.Kind switch
        {
            KindOfDrift.Instantaneous => $"{drift.Check}: **instantaneous**, from one turn to the next at {since}, and it has stayed.",
            KindOfDrift.Gradual => $"{drift.Check}: **gradual**, turn by turn, above its limit since {since}.",
            KindOfDrift.Periodic => $"{drift.Check}: **periodic**, at even distances, the last time from {since}.",
            KindOfDrift.Temporary => $"{drift.Check}: **temporary**, from {since}, and it is over.",
            _ when turn.Strategy.Main.Monitoring.Reference.Moves =>
                $"{drift.Check}: was above its limit from {since}; **undecided** of what kind, as the reference moves along with the window.",
            _ =>
                $"{drift.Check}: was above its limit from {since}; **undecided** of what kind by the {drift.Turns} {(drift.Turns == 1 ? "turn" : "turns")} with this reference.",
        };
    }
}
