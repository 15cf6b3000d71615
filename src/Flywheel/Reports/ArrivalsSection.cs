using Flywheel.Curation;
using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that tells what production sent: its columns, its rows, and what was kept of them.</summary>
public sealed class ArrivalsSection(Turn turn)
{
    public void Add(Markdown report)
    {
        Columns(report);
        Arrived(report);
    }

    /// <summary>Only where there is something to say.</summary>
    private void Columns(Markdown report)
    {
        if (turn.Of<LogRecord>().SchemaChanges is not { Count: > 0 } changes)
        {
            return;
        }

        report.Heading(2, "Columns that changed");
        report.Table(
            ["files", "column", "change", "was", "is"],
            changes
                .Take(Yaml.Listing.Most)
                .Select(change =>
                    new[]
                    {
                        change.Stream,
                        $"`{change.Column}`",
                        Yaml.KebabCase.Of(change.Change.ToString()),
                        Shown(change.Was),
                        Shown(change.Is),
                    }
                )
        );
        if (changes.Count > Yaml.Listing.Most)
        {
            report.Paragraph($"{Numbers.Count(changes.Count - Yaml.Listing.Most)} more columns changed: they are in the turn's record.");
        }

        report.Paragraph(
            "Of all files that landed since the last turn, against those of the cycle before. A value that cannot be read as its column is declared goes to quarantine."
        );

        static string Shown(string type) => type.Length == 0 ? "–" : type;
    }

    private void Arrived(Markdown report)
    {
        var log = turn.Of<LogRecord>();
        var curation = turn.Of<CurationRecord>();
        var isProfiled = turn.Of<MonitoringRecord>().Profiled == true;
        report.Heading(2, "What arrived, and what was kept");
        report.Bullets([
            $"{Numbers.Count(log.Events)} events, {Numbers.Count(log.Labels)} labels and {Numbers.Count(log.Feedback)} complaints were received since the last turn; {Numbers.Count(log.EventsSoFar)} events since the beginning.",
            log.Quarantined.Count == 0
                ? "Nothing went to quarantine."
                : $"{Numbers.Count(log.Quarantined.Values.Sum())} rows went to quarantine: {string.Join("; ", log.Quarantined.Select(reason => $"{reason.Key} ({reason.Value})"))}.",
            .. log.NotKept is { } notKept
                ?
                [
                    isProfiled
                        ? $"No row of them is kept: profiles tell of {Numbers.Count(notKept)}. Of the labels {Numbers.Count(log.LabelsOfNotKept ?? 0)} were theirs, and are not looked at."
                        : $"Of these events the sample left out {Numbers.Count(notKept)}; {Numbers.Count(log.LabelsOfNotKept ?? 0)} labels were theirs.",
                ]
                : Array.Empty<string>(),
            .. log.Landed is { } landed
                ? [$"Profiles that were made at the edge tell of {Numbers.Count(landed)} of them; what was refused there is counted there."]
                : Array.Empty<string>(),
            $"Labels that wait for their event: {Numbers.Count(log.LabelsWithoutEvent)}.",
            .. isProfiled ? [] : new[] { Curated() },
        ]);

        string Curated() =>
            $"Curation put {Numbers.Count(curation.Batch.Rows)} of {Numbers.Count(curation.Candidates)} points into the reservoir ({string.Join(", ", curation.ByRule.Select(rule => $"{rule.Key} {Numbers.Count(rule.Value)}"))}); their labels cost {Numbers.Fixed(curation.Cost, 2)}.";
    }
}
