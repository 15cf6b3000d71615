using Flywheel.Expressions;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Detectors;
using Flywheel.Monitoring.Drills;
using Flywheel.State;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A number a day against what the days before predict of it, season by season: bad when a day of the window is outside.")]
public sealed record PredictedCheck : Check, IConsistent
{
    /// <summary>Values without which a mean of them is no number.</summary>
    private const int FewestValues = 30;

    [Doc(
        "What is told of each period: the mean of a number, of a condition, or of an error of the score; how many events there are without it."
    )]
    [Example("distance")]
    public Signal? Of { get; init; }

    [Doc("Length of a period."), DurationRange("1h")]
    public TimeSpan Each { get; init; } = TimeSpan.FromDays(1);

    [Doc("Periods after which the rhythm begins again: 7 days are a week."), Range(1, 366)]
    public int Season { get; init; } = 7;

    [Doc("History before the window that the prediction is learned from."), DurationRange("1h", "520w")]
    public TimeSpan Over { get; init; } = TimeSpan.FromDays(84);

    [Doc("Chance that a window as usual has a period above its range; the same again for below.")]
    [Range(0, 0.5, MinOpen = true, MaxOpen = true)]
    public double Error { get; init; } = 0.01;

    [Doc("Cohort to look at; all events without it.")]
    public string In { get; init; } = Figure.All;

    public override string Said => $"{Name} each {Duration.Text(Each)} as predicted";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => Of?.Expressions ?? [];

    public override string Cohort => In;

    /// <summary>Longer than the window whatever that is: it is not known here.</summary>
    public override TimeSpan BackBeforeWindow => Over;

    private string Name => $"{Of?.Said ?? "events"}{(In == Figure.All ? "" : $" of {In}")}";

    public override IEnumerable<DeclaredName> Names => Of?.Names("of") ?? [];

    public override Verdict Judge(Observation seen)
    {
        var now = (int)(seen.Strategy.Main.Monitoring.Window / Each);
        if (now == 0)
        {
            return Verdict.NotEnoughEvidence($"the window is shorter than {Duration.Text(Each)}");
        }

        var periods = Periods(seen, now + (int)(Over / Each));
        var range = SeasonalRange.Learn(periods[now..], now, Season);
        var judged = Enumerable.Range(0, now).Where(i => !double.IsNaN(periods[i]) && range.Knows(i)).ToList();
        if (judged.Count == 0)
        {
            return Verdict.NotEnoughEvidence(
                range.Periods < SeasonalRange.FewestSeasons * Season
                    ? $"{range.Periods} periods with a value lie before the window, {SeasonalRange.FewestSeasons * Season} are needed"
                    : "no period of the window has a value to judge, with enough before it"
            );
        }

        // Each period may err a share of what the window may: one of many must not raise a hand for all.
        var outside = judged.Where(i => !range.Holds(i, periods[i], Error / judged.Count)).ToList();
        if (outside.Count == 0)
        {
            return Verdict.Ok($"{judged.Count} periods are within what {range.Periods} before them predict");
        }

        var worst = outside.MaxBy(i => range.Beyond(i, periods[i]));
        var (low, high) = range.Of(worst, Error / judged.Count);
        return Verdict.Bad(
            $"{outside.Count} of {judged.Count} periods are outside; that of {Ledger.Day(seen.AsOf - ((worst + 1) * Each))} is at {Shown(periods[worst])}, predicted [{Shown(low)}, {Shown(high)}]"
        );
    }

    public override Drill? Drill(Observation seen)
    {
        var where = seen.Last(seen.Strategy.Main.Monitoring.Window + Over, In).Where;
        var begins = $"{Sql.Time(seen.AsOf)} - to_microseconds({Micros(Each)} * (1 + {Period(seen)}))";
        return new(
            null,
            [
                new(
                    "Events by period, the newest first",
                    $"SELECT {begins} AS period, count(*) AS events FROM log WHERE {where} GROUP BY ALL ORDER BY period DESC LIMIT {3 * EventRows.Groups}"
                ),
            ]
        );
    }

    public override IEnumerable<StrategyChange> Advise(Observation seen) => Of?.Advise(seen, In) ?? [];

    public IEnumerable<Contradiction> Contradictions() =>
        Over < SeasonalRange.FewestSeasons * Season * Each
            ?
            [
                new(
                    "over",
                    $"over is {Duration.Text(Over)}, less than {SeasonalRange.FewestSeasons} seasons of {Season} times {Duration.Text(Each)}.",
                    "A range cannot be learned from so few.",
                    $"Write {Duration.Text(SeasonalRange.FewestSeasons * Season * Each)} or more."
                ),
            ]
            : [];

    /// <summary>The number of each period, the newest first, shape [periods]; NaN before the first event, and where a mean has too few values.</summary>
    private double[] Periods(Observation seen, int count)
    {
        var rows = seen.Last(count * Each, In);
        return Of is null ? Counts(seen, rows, count) : Means(seen, rows, count);
    }

    private double[] Counts(Observation seen, Slice rows, int count)
    {
        var table = rows.Database.Table(
            $"SELECT {Period(seen)} AS period, {rows.Counting()} AS events FROM log WHERE {rows.Where} GROUP BY 1 ORDER BY 1"
        );
        var values = new double[count];
        foreach (var (period, events) in table.Wholes("period").Zip(table.Wholes("events")))
        {
            values[period] = events;
        }

        // Before the log's first event nothing was counted, which is not the same as no event, and the period that it began in is not whole.
        var oldest = Array.FindLastIndex(values, events => events > 0);
        values.AsSpan(oldest < count - 1 ? Math.Max(0, oldest) : count).Fill(double.NaN);
        return values;
    }

    private double[] Means(Observation seen, Slice rows, int count)
    {
        var (numbers, times) = Of!.Read(seen.Strategy, rows);
        var (sums, known) = (new double[count], new int[count]);
        for (var i = 0; i < numbers.Length; i++)
        {
            var period = (int)((seen.AsOf - times[i] - TimeSpan.FromMicroseconds(1)) / Each);
            sums[period] += numbers[i];
            known[period]++;
        }

        return [.. sums.Select((sum, i) => known[i] < FewestValues ? double.NaN : sum / known[i])];
    }

    /// <summary>SQL of how many whole periods lie between an event and the window's end.</summary>
    private string Period(Observation seen) =>
        $"CAST((epoch_us({Sql.Time(seen.AsOf)}) - epoch_us({Sql.Name(seen.Strategy.Log.Time)}) - 1) // {Micros(Each)} AS BIGINT)";

    private static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
