using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;
using MathNet.Numerics.Statistics;

namespace Flywheel.Monitoring.Checks;

[Doc("Events that arrived in the cycle, against the cycles before: bad when far from their median.")]
public sealed record UsualRowsCheck : Check
{
    /// <summary>Cycles without which nothing is usual.</summary>
    private const int Fewest = 4;

    /// <summary>A normal distribution's standard deviation in median absolute deviations.</summary>
    private const double Deviations = 1.4826;

    [Doc("Cycles before this one that count."), AtLeast(Fewest)]
    public int Over { get; init; } = 8;

    [Doc("Largest distance from the median that is good, in standard deviations as the median absolute deviation estimates them.")]
    [Range(0, double.PositiveInfinity, MinOpen = true)]
    public double Within { get; init; } = 4;

    public override string Said => $"arrived events within {Shown(Within)} deviations of the last {Over} cycles";

    public override bool IsOfRows => false;

    public override bool TakesProfiles => true;

    /// <remarks>
    /// |x - median| ≤ within · max(1.4826 · MAD, √median): cycles that were all alike would else make one event more an alarm, and
    /// √median is the deviation of a Poisson count.
    /// </remarks>
    public override Verdict Judge(Observation seen)
    {
        var before = seen.ArrivedBefore.TakeLast(Over).ToList();
        if (before.Count < Fewest)
        {
            return Verdict.NotEnoughEvidence($"{before.Count} cycles lie behind, {Fewest} are needed");
        }

        var median = before.Select(count => (double)count).Median();
        var deviation = Math.Max(Deviations * before.Select(count => Math.Abs(count - median)).Median(), Math.Sqrt(median));
        var why = $"{seen.Arrived} events arrived, usual are {Shown(median)} ± {Shown(Math.Round(Within * deviation))}";
        return Verdict.When(seen.Arrived == 0 || Math.Abs(seen.Arrived - median) > Within * deviation, why);
    }

    public override Drill? Drill(Observation seen) =>
        new(
            $"SELECT count(*) FROM events WHERE {seen.Received}",
            [
                new(
                    "Events that arrived, day by day: the cycle and before",
                    $"SELECT date_trunc('day', received_at) AS day, count(*) AS rows FROM events GROUP BY ALL ORDER BY day DESC LIMIT {3 * EventRows.Groups}"
                ),
            ]
        );
}
