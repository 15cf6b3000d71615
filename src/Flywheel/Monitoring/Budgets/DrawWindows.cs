using Flywheel.Logging;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Distances;
using Flywheel.Turns;
using Flywheel.Warehouse;
using MathNet.Numerics.Random;

namespace Flywheel.Monitoring.Budgets;

/// <summary>Draws windows from the days before the window, weekday by weekday, and asks every alert of each: all of them together, as they depend on each other.</summary>
/// <param name="seen">The turn's window: a drawn one has its reference and its length.</param>
/// <param name="scores">Of the reference, shape [rows of the reference].</param>
/// <param name="progress">Is told how far it is.</param>
public sealed class DrawWindows(Observation seen, AlarmBudgetSection settings, double[] scores, IProgress progress)
{
    /// <summary>Periods of one place in the season without which nothing is drawn.</summary>
    public const int FewestOfAPlace = 3;

    /// <summary>Sums of turns that are drawn for their upper count.</summary>
    private const int Sums = 4000;

    private const double Rare = 0.95;

    private readonly string time = Sql.Name(seen.Strategy.Log.Time);
    private readonly long each = settings.Each.Ticks / TimeSpan.TicksPerMicrosecond;
    private readonly Dictionary<string, Distribution> references = new(StringComparer.Ordinal);

    private DateTime From => seen.AsOf - seen.Strategy.Main.Monitoring.Window;

    /// <param name="alerts">In the order of the strategy.</param>
    public AlarmBudget Run(IReadOnlyList<Check> alerts)
    {
        var asked = alerts.Where(check => check.IsOfRows).ToList();
        var periods = (int)(seen.Strategy.Main.Monitoring.Window / settings.Each);
        if (asked.Count == 0 || periods == 0)
        {
            return AlarmBudget.Absent(
                asked.Count == 0 ? "no alert is of the window's rows" : $"the window is shorter than {Yaml.Duration.Text(settings.Each)}"
            );
        }

        AlarmBudget? found = null;
        seen.Window.Database.AtOnce(beside => found = Run(beside, alerts, asked, periods));
        return found!;
    }

    private AlarmBudget Run(Database beside, IReadOnlyList<Check> alerts, List<Check> asked, int periods)
    {
        // The names that are temporary hide those of the turn, on this connection only.
        beside.Execute($"CREATE TEMP TABLE before_window AS SELECT * FROM log WHERE {time} < {Sql.Time(From)}");
        var known = beside
            .Table(
                $"SELECT DISTINCT {Period("before_window")} AS period FROM before_window WHERE {Period("before_window")} < {(int)(settings.Over / settings.Each)} ORDER BY period"
            )
            .Wholes("period");
        var places = known.ToLookup(period => (int)((period + periods) % settings.Season));
        if (Enumerable.Range(0, periods).Any(i => places[i % settings.Season].Count() < FewestOfAPlace))
        {
            return AlarmBudget.Absent($"{known.Length} periods lie before the window, and each place of the season needs {FewestOfAPlace}");
        }

        var random = new MersenneTwister(seen.Strategy.Main.Seed, threadSafe: false);
        var bad = new int[asked.Count];
        var counts = new int[settings.Resamples];
        for (var r = 0; r < settings.Resamples; r++)
        {
            progress.Step((double)r / settings.Resamples, $"alarms by chance: window {r + 1} of {settings.Resamples}");
            Draw(beside, [.. Enumerable.Range(0, periods).Select(i => Any(random, [.. places[i % settings.Season]]))]);
            var drawn = Observed(beside, asked);
            for (var i = 0; i < asked.Count; i++)
            {
                if (asked[i].Judge(drawn).Outcome == Outcome.Bad)
                {
                    bad[i]++;
                    counts[r]++;
                }
            }
        }

        return new(
            known.Length,
            settings.Resamples,
            counts.Average(),
            Upper(counts),
            Upper([.. Enumerable.Range(0, Sums).Select(_ => Enumerable.Range(0, AlarmBudget.Turns).Sum(_ => Any(random, counts)))]),
            [.. asked.Select((check, i) => new ChanceAlarm(check.Said, (double)bad[i] / settings.Resamples))],
            [.. alerts.Except(asked).Select(check => check.Said)]
        );
    }

    /// <summary>Makes <c>log</c> of this connection what lay before the window, and in the window the periods that were drawn for its places.</summary>
    /// <param name="drawn">For each period of the window, the newest first, the one that takes its place, shape [periods].</param>
    private void Draw(Database beside, long[] drawn)
    {
        var picks = string.Join(", ", drawn.Select((period, i) => $"({period}, {(period + drawn.Length - i) * each})"));
        beside.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE log AS
            SELECT * FROM before_window UNION ALL BY NAME
            SELECT before_window.* REPLACE ({time} + to_microseconds(shift) AS {time})
            FROM before_window JOIN (VALUES {picks}) AS picks (period, shift) ON picks.period = {Period("before_window")}
            """
        );
    }

    /// <summary>SQL of how many whole periods lie between an event and the window's beginning.</summary>
    private string Period(string table) => $"((epoch_us({Sql.Time(From)}) - epoch_us({table}.{time}) - 1) // {each})";

    private Observation Observed(Database beside, List<Check> asked)
    {
        var window = seen.Window with { Database = beside };
        var events = window.Count("TRUE");
        return seen with
        {
            Events = events,
            Counted = events,
            Count = new WindowCounts(window, asked.SelectMany(check => check.Counted(seen.Strategy))).Of,
            Window = window,
            Reference = seen.Reference is { } reference ? reference with { Database = beside } : null,
            Figures =
            [
                .. asked
                    .OfType<MetricCheck>()
                    .Select(check => (check.Name, check.In))
                    .Distinct()
                    .Select(one => Measured(beside, one.Name, one.In)),
            ],
            Drifts = [.. asked.OfType<DriftCheck>().Select(check => check.Of).Distinct().SelectMany(column => Drift(beside, column))],
        };
    }

    private Figure Measured(Database beside, string metric, string cohort)
    {
        var rows = LabelledRows.Read(seen.Strategy, beside, seen.Within(cohort).Where, []) with { Threshold = seen.Threshold };
        return MeasureWindow.One(seen.Strategy, cohort, seen.Strategy.Metric(metric), MeasureWindow.Scored(rows));
    }

    private IReadOnlyList<Drift> Drift(Database beside, string name)
    {
        if (seen.Reference is not { } reference || seen.Columns.FirstOrDefault(column => column.Name == name) is not { } column)
        {
            return [];
        }

        if (!references.TryGetValue(name, out var before))
        {
            references[name] = before = column.IsScore
                ? DriftColumn.Of(seen.Strategy.Target, scores)
                : column.Read(seen.Window.Database, reference.Where);
        }

        var now = column.Read(beside, seen.Window.Where);
        return before.Total == 0 || now.Total == 0 ? [] : Drifts.Of(column, seen.Strategy.Distances, before, now);
    }

    private static T Any<T>(MersenneTwister random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static int Upper(int[] counts)
    {
        var sorted = counts.Order().ToArray();
        return sorted[(int)Math.Ceiling(Rare * sorted.Length) - 1];
    }
}
