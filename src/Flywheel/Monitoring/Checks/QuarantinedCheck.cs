using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Rows of the cycle that went to quarantine, as a share of the events.")]
public sealed record QuarantinedCheck : Check
{
    [Doc("Largest share that is good."), Inline, Range(0, 1), Example("0.001")]
    public required double AtMost { get; init; }

    public override string Said => $"quarantined ≤ {Percent(AtMost)}";

    public override bool IsOfRows => false;

    public override bool TakesProfiles => true;

    public override Verdict Judge(Observation seen)
    {
        if (seen.Counted == 0)
        {
            return Verdict.NotEnoughEvidence("no event in the window");
        }

        var share = (double)seen.Quarantined / seen.Counted;
        var why = $"{seen.Quarantined} rows against {seen.Counted} events ({Percent(share)})";
        return share <= AtMost && seen.Landed
            ? Verdict.NotEnoughEvidence($"{why}, without those of the edge: what was refused there, its own turns count")
            : Verdict.When(share > AtMost, why);
    }

    public override Drill? Drill(Observation seen) =>
        new(
            $"SELECT (SELECT count(*) FROM quarantine WHERE {seen.Received}) / (SELECT {seen.Window.Counting()} FROM log WHERE {seen.Window.Where})",
            [
                new(
                    "Refused rows by reason",
                    $"SELECT stream || ': ' || reason AS reason, count(*) AS rows FROM quarantine WHERE {seen.Received} GROUP BY ALL ORDER BY rows DESC, reason"
                ),
                new(
                    "Refused rows, of the most frequent reason first",
                    $"SELECT stream, reason, id, content, received_at FROM quarantine WHERE {seen.Received} ORDER BY count(*) OVER (PARTITION BY stream, reason) DESC, stream, reason, received_at, id, content LIMIT {EventRows.Shown}"
                ),
            ]
        );
}
