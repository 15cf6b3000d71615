using Flywheel.Monitoring.Drills;
using Flywheel.State;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Complaints or positive labels that come in bursts: a period with more of them than the periods before explain.")]
public sealed record BurstCheck : Check
{
    /// <summary>Periods, and counts in them, without which no rate is usual.</summary>
    private const int FewestPeriods = 20;
    private const int FewestCounts = 10;

    [Doc("What is counted.")]
    public BurstOf Of { get; init; }

    [Doc("Length of a period."), DurationRange("1m")]
    public TimeSpan Each { get; init; } = TimeSpan.FromHours(1);

    [Doc("History before the window that the usual rate is learned from."), DurationRange("1h", "520w")]
    public TimeSpan Over { get; init; } = TimeSpan.FromDays(28);

    [Doc("Chance that a window as usual has a burst."), Range(0, 0.5, MinOpen = true, MaxOpen = true)]
    public double Error { get; init; } = 0.01;

    public override string Said => $"no burst of {What} in {Duration.Text(Each)}";

    /// <summary>Longer than the window whatever that is: it is not known here.</summary>
    public override TimeSpan BackBeforeWindow => Over;

    private string What => Of == BurstOf.Complaints ? "complaints" : "positive labels";

    /// <remarks>
    /// Of n events in a period, c are counted; usual are r n, with r the share of all periods before. They vary by more than chance makes
    /// them: φ is the mean of (c - r n)² / (r n) over those periods, at least 1. The chance of c or more is that of a negative binomial
    /// with mean r n and variance φ r n, of Poisson's distribution where φ is 1 (P. McCullagh, J. Nelder, Generalized Linear Models, 1989, section 6.2).
    /// </remarks>
    public override Verdict Judge(Observation seen)
    {
        if (Of == BurstOf.Positives && !seen.Strategy.Target.IsProbability)
        {
            return Verdict.NotEnoughEvidence("labels that are not yes or no have no positives");
        }

        var now = (int)(seen.Strategy.Main.Monitoring.Window / Each);
        if (now == 0)
        {
            return Verdict.NotEnoughEvidence($"the window is shorter than {Duration.Text(Each)}");
        }

        var (counts, events) = Periods(seen, now + (int)(Over / Each));
        var usual = UsualRate.Learn(counts.AsSpan(now), events.AsSpan(now));
        if (usual.Periods < FewestPeriods || usual.Counted < FewestCounts)
        {
            return Verdict.NotEnoughEvidence(
                $"{usual.Periods} periods with {usual.Counted} {What} lie before the window; {FewestPeriods} with {FewestCounts} are needed"
            );
        }

        var judged = Enumerable.Range(0, now).Where(i => events[i] > 0).ToList();
        if (judged.Count == 0)
        {
            return Verdict.NotEnoughEvidence("no period of the window has an event to count");
        }

        var worst = judged.MinBy(i => usual.Chance(counts[i], events[i]));
        var why =
            $"the period of {Ledger.Day(seen.AsOf - ((worst + 1) * Each))} has {counts[worst]} {What} of {events[worst]} events, usual are {Shown(usual.Expected(events[worst]))}";
        var bursts = judged.Count(i => usual.Chance(counts[i], events[i]) < Error / judged.Count);
        return bursts > 0
            ? Verdict.Bad(
                $"{bursts} of {judged.Count} periods are bursts: {why} (varying {Shown(usual.Dispersion)} times as much as by chance)"
            )
            : Verdict.Ok($"of {judged.Count} periods none is a burst; the nearest to one: {why}");
    }

    public override Drill? Drill(Observation seen) =>
        new(
            null,
            [
                new(
                    $"Periods of the window with the most {What}",
                    $"""
                    SELECT {Sql.Time(seen.AsOf)} - to_microseconds({Micros(Each)} * (1 + {Period(
                        seen
                    )})) AS period, count(*) FILTER ({Condition(seen)}) AS counted, count(*) AS events
                    FROM log WHERE {seen.Window.Where}{Known(seen)} GROUP BY ALL ORDER BY counted DESC, period LIMIT {EventRows.Groups}
                    """
                ),
                EventRows.First(seen.Strategy, $"Events with {What}", $"{seen.Window.Where} AND {Condition(seen)}"),
            ]
        );

    /// <summary>Counts and events of each period, the newest first, shape [periods].</summary>
    private (long[] Counts, long[] Events) Periods(Observation seen, int count)
    {
        var rows = seen.Last(count * Each, Figure.All);
        var table = rows.Database.Table(
            $"SELECT {Period(seen)} AS period, count(*) FILTER ({Condition(seen)}) AS counted, count(*) AS events FROM log WHERE {rows.Where}{Known(seen)} GROUP BY 1 ORDER BY 1"
        );
        var (counts, events) = (new long[count], new long[count]);
        foreach (var (i, period) in table.Wholes("period").Index())
        {
            (counts[period], events[period]) = (table.Wholes("counted")[i], table.Wholes("events")[i]);
        }

        return (counts, events);
    }

    private string Condition(Observation seen) =>
        Of == BurstOf.Complaints ? Sql.Name(seen.Strategy.Log.Feedback) : $"{Sql.Name(seen.Strategy.Log.Label.Column)} = 1";

    /// <summary>A share of labels is of the events that have one.</summary>
    private string Known(Observation seen) =>
        Of == BurstOf.Complaints ? "" : $" AND {Sql.Name(seen.Strategy.Log.Label.Column)} IS NOT NULL";

    /// <summary>SQL of how many whole periods lie between an event and the window's end.</summary>
    private string Period(Observation seen) =>
        $"CAST((epoch_us({Sql.Time(seen.AsOf)}) - epoch_us({Sql.Name(seen.Strategy.Log.Time)}) - 1) // {Micros(Each)} AS BIGINT)";

    private static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
