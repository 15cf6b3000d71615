using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Flywheel.Cli;
using Flywheel.Cohorts;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Bench.Comparing;

/// <summary>A comparison over a million rows, 40 cohorts and 8 metrics, all with intervals, against scikit-learn and numpy in the same run: <c>bench/results/comparing.md</c>.</summary>
public static class ComparingTable
{
    private const int Rows = 1_000_000;
    private const int Days = 13;
    private const int Airports = 20;
    private const int Hours = 12;
    private const int Groups = 8;
    private const int Cohorts = Airports + Hours + Groups;
    private const int Runs = 5;

    /// <summary>Set before the first run: our time is at most this share of theirs, and this many seconds.</summary>
    private const double TheirLimit = 0.2;
    private const double Seconds = 10;

    /// <summary>Values are sums in another order.</summary>
    private const double Agreement = 1e-9;

    private static readonly string[] _metrics = ["auc", "log-loss", "brier", "accuracy", "precision", "recall", "f1", "mae"];

    /// <returns>Whether both limits are kept and all values agree.</returns>
    public static bool Write(string root)
    {
        var folder = Directory.CreateTempSubdirectory("flywheel-comparing-").FullName;
        try
        {
            return Write(root, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Write(string root, string folder)
    {
        using var quiet = new NoProgress();
        using var workshop = new Workshop(root, quiet);
        var strategy = Strategy(workshop);
        var (sample, current, candidate, kinds) = Drawn();
        var masks = new CohortMasks(
            [.. Enumerable.Range(0, Cohorts).Select(i => new Cohort($"cohort {i}", "TRUE", "cohort"))],
            kinds,
            Within()
        );
        Save(folder, sample, current, candidate, masks);
        var holdOut = new LabelledRows(sample, current, masks, "TRUE");
        List<double> ours = [],
            theirs = [];
        var contrasts = new Contrasts(strategy, strategy.Main.OfflineTest.Error);
        var said = new Theirs(0, 0, 0, []);
        for (var run = 0; run < Runs; run++)
        {
            contrasts = new(strategy, strategy.Main.OfflineTest.Error);
            var watch = Stopwatch.StartNew();
            contrasts.Add(holdOut, ScoredRows.Of(sample, candidate), ScoredRows.Of(sample, current));
            ours.Add(watch.Elapsed.TotalSeconds);
            said = Their(root, folder);
            theirs.Add(said.Seconds);
        }

        var off = contrasts.Rows.Max(row => Math.Max(Off(row.CurrentMeasured!, row, 0), Off(row.CandidateMeasured, row, 1)));
        var widths = contrasts.Rows.Where(row => row.Difference!.HasInterval).Select(Width).Order().ToList();
        var (mine, other) = (Median(ours), Median(theirs));
        var isKept = mine <= TheirLimit * other && mine <= Seconds;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # A comparison of a million rows

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- comparing`: two models on {Rows:#,0} rows of {Days} days; {_metrics.Length} metrics of each and of their paired difference, with intervals by day, of all rows and of {Cohorts} cohorts
            ({Airports} of a twentieth, {Hours} of a twelfth and {Groups} of an eighth of the rows); the median of {Runs} runs in turn, on a machine with {Environment.ProcessorCount} cores. Ours is what a turn does from scores on, with its adjustments for few and uneven days, pairs of days and
            shared variance of cohorts; theirs takes the values of scikit-learn and plain clustered intervals of numpy, which adjust nothing. The ratio is what counts.

            | | ours, s | scikit-learn and numpy, s | ours / theirs | at most |
            | --- | ---: | ---: | ---: | ---: |
            | {contrasts.Rows.Count:#,0} rows of figures | {mine:0.00} (at most {Seconds:0}) | {other:0.00} (of it values {said.Values:0.00}) | {mine
                / other:0.000} | {TheirLimit:0.00} |

            The largest difference between two values is {off:0.0e+0} (allowed {Agreement:0e+0}). {widths.Count:#,0} of our differences have an interval; half of these are between {widths[
                widths.Count / 4
            ]:0.00} and {widths[3 * widths.Count / 4]:0.00} times as wide as theirs.
            {(isKept && off < Agreement ? "Both limits are kept." : "**A limit is not kept, or values differ.**")}

            """
        );
        File.WriteAllText(Path.Combine(root, "bench/results/comparing.md"), text);
        Console.WriteLine(text);
        return isKept && off < Agreement;

        double Off(Measurement measured, Contrast row, int model)
        {
            var figure = said.Figures[$"{row.Group}/{row.Metric}"];
            return Math.Abs(measured.Value!.Value - (model == 0 ? figure.Current : figure.Candidate)[0]);
        }

        double Width(Contrast row)
        {
            var figure = said.Figures[$"{row.Group}/{row.Metric}"].Difference;
            return (row.Difference!.High!.Value - row.Difference.Low!.Value) / (figure[2] - figure[1]);
        }
    }

    /// <summary>The flights' strategy with eight metrics and no money.</summary>
    private static ModelStrategy Strategy(Workshop workshop)
    {
        var strategy = workshop.Strategy("flights");
        return strategy with { Main = strategy.Main with { Costs = null }, MetricsFile = strategy.MetricsFile with { Metrics = _metrics } };
    }

    /// <summary>Days with weather of their own, airports and hours of their own lateness; the candidate knows a little more than the current model.</summary>
    private static (LabelledSample Sample, double[] Current, double[] Candidate, int[] Kinds) Drawn()
    {
        var draw = new Generator(seed: 2001, stream: 40);
        double[] weather = [.. Enumerable.Range(0, Days).Select(_ => 0.4 * draw.Normal())];
        double[] airport = [.. Enumerable.Range(0, Airports).Select(_ => 0.5 * draw.Normal())];
        double[] hour = [.. Enumerable.Range(0, Hours).Select(_ => 0.5 * draw.Normal())];
        var (labels, weights, days) = (new double[Rows], new double[Rows], new int[Rows]);
        var (current, candidate, kinds) = (new double[Rows], new double[Rows], new int[Rows]);
        Array.Fill(weights, 1);
        for (var i = 0; i < Rows; i++)
        {
            days[i] = (int)((long)i * Days / Rows);
            var (at, when) = ((int)(Airports * draw.Uniform()), (int)(Hours * draw.Uniform()));
            kinds[i] = (at * Hours) + when;
            var own = draw.Normal();
            var known = -0.6 + airport[at] + hour[when] + own;
            labels[i] = draw.Uniform() < Chance(known + weather[days[i]]) ? 1 : 0;
            current[i] = Chance(known + (0.6 * draw.Normal()));
            candidate[i] = Chance(known + (0.5 * draw.Normal()));
        }

        return (new(labels, weights, days, Days), current, candidate, kinds);
    }

    private static double Chance(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>Cohorts of each kind of row: its airport, its hour, and one of a few groups.</summary>
    private static IReadOnlyList<int[]> Within() =>
        [
            .. Enumerable
                .Range(0, Airports * Hours)
                .Select(kind =>
                    new[] { kind / Hours, Airports + (kind % Hours), Airports + Hours + (((kind / Hours) + (kind % Hours)) % Groups) }
                ),
        ];

    private static void Save(string folder, LabelledSample sample, double[] current, double[] candidate, CohortMasks masks)
    {
        Save("labels.f64", sample.Label);
        Save("current.f64", current);
        Save("candidate.f64", candidate);
        Save("clusters.i32", sample.Cluster);
        Save<bool>("masks.u8", [.. masks.SelectMany(cohort => cohort.Mask)]);

        void Save<T>(string name, T[] values)
            where T : struct => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes<T>(values));
    }

    private static Theirs Their(string root, string folder)
    {
        var result = Path.Combine(folder, "theirs.json");
        OtherProcess.Run(
            memory: null,
            OtherProcess.Python,
            [Path.Combine(root, "bench/peers/comparing.py"), folder, Cohorts.ToString(CultureInfo.InvariantCulture), result]
        );
        return JsonSerializer.Deserialize<Theirs>(File.ReadAllText(result), JsonSerializerOptions.Web)!;
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);

    /// <summary>What scikit-learn and numpy came to.</summary>
    private sealed record Theirs(double Seconds, double Values, double Intervals, Dictionary<string, Figure> Figures);

    /// <summary>Value, lower end, upper end.</summary>
    private sealed record Figure(double[] Current, double[] Candidate, double[] Difference);
}
