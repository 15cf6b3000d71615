using System.Globalization;
using System.Text;
using Flywheel.Cli;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Bench.Searching;

/// <summary>bench/results/auto.md: what a search chooses week by week against the defaults of xgboost, on flights.</summary>
/// <remarks>
/// Budget, weeks and the bar were set before anything of these weeks was seen: a loss in AUC below .002 with an error of 5 %. Weeks before the first
/// that is tested were free to be looked at while the search was made.
/// </remarks>
public static class AutoTable
{
    private const int Trials = 12;
    private const int Window = 4;
    private const int FirstTested = 7;
    private const int Tested = 8;
    private const double Margin = 0.002;
    private const double Error = 0.05;
    private static readonly DateTime _begins = new(2001, 1, 1);

    /// <returns>Whether the bar is met.</returns>
    public static bool Write(string root)
    {
        using var quiet = new NoProgress();
        using var workshop = new Workshop(root, quiet);
        var strategy = workshop.Strategy("flights");
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        var database = new Database(connection, new DuckDbDriver(), 0);
        var end = _begins.AddDays(7 * (FirstTested + Tested));
        database.Execute($"CREATE TABLE flights AS FROM {RecordedFlights.Between(root, _begins, end)}");
        var how = new AutoTrainer { Trials = Trials, Validation = TimeSpan.FromDays(7) };
        var weekly = new Weekly(strategy, database, how, _begins);
        var weeks = Enumerable.Range(FirstTested, Tested).Select(week => weekly.Test(week, Window)).ToList();
        var table = database.Table(
            $"SELECT CAST(late AS DOUBLE) AS label, dense_rank() OVER (ORDER BY date_trunc('day', departs_at)) - 1 AS day, date_diff('day', {Sql.Time(_begins)}, departs_at) // 7 AS week FROM flights WHERE {Weekly.Within(_begins.AddDays(7 * FirstTested), end)} ORDER BY week, flight_id"
        );
        var days = Array.ConvertAll(table.Reals("day"), day => (int)day);
        var sample = Sample(table.Reals("label"), days);
        var difference = Difference(
            sample,
            [.. weeks.SelectMany(week => week.ChosenScores)],
            [.. weeks.SelectMany(week => week.DefaultScores)]
        );
        var (rows, at) = (new StringBuilder(), 0);
        foreach (var week in weeks)
        {
            var here = Sample(table.Reals("label")[at..(at + week.DefaultScores.Length)], days[at..(at + week.DefaultScores.Length)]);
            at += week.DefaultScores.Length;
            rows.Append(Row(week, here));
        }

        var low = difference.StandardError is null ? double.NegativeInfinity : ClusteredInterval.LowerBound(difference, Error);
        File.WriteAllText(Path.Combine(root, "bench/results/auto.md"), Text(weeks, difference, low, rows));
        return low >= -Margin;
    }

    private static LabelledSample Sample(double[] labels, int[] days)
    {
        var weights = new double[labels.Length];
        Array.Fill(weights, 1);
        var first = days.Min();
        return new(labels, weights, Array.ConvertAll(days, day => day - first), days.Max() - first + 1);
    }

    private static Measurement Difference(LabelledSample sample, double[] chosen, double[] defaults) =>
        new AreaUnderCurve().Difference(ScoredRows.Of(sample, chosen), ScoredRows.Of(sample, defaults), Error);

    private static string Row(WeekResult week, LabelledSample sample)
    {
        var area = new AreaUnderCurve().Measure(ScoredRows.Of(sample, week.DefaultScores))!.Value;
        var other = new AreaUnderCurve().Measure(ScoredRows.Of(sample, week.ChosenScores))!.Value;
        var trial = week.Search.Trials[week.Search.Winner - 1];
        var best = week.Search.Trials.Where(one => one.Losses.Count == week.Search.Heats.Count).Min(one => one.Losses[^1]);
        var with = string.Join(", ", trial.With.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {week.Week} | {(week.Search.Winner == 1 ? "the defaults" : $"{KebabCase.Of(trial.Trainer.ToString())}: {(with.Length > 0 ? with : "its defaults")}")} | {week.Search.Trials[0].Losses[^1]:F5} | {best:F5} | {trial.High?.ToString("F5", CultureInfo.InvariantCulture) ?? "–"} | {area:F4} | {other:F4} | {other - area:+0.0000;-0.0000;0.0000} | {week.Seconds:F0} |\n"
        );
    }

    private static string Text(List<WeekResult> weeks, Measurement difference, double low, StringBuilder rows) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # A search against the defaults

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- auto`, on flights with the features of `strategy/flights`. Before each tested week a search of {Trials} trials
            (`auto: {Open} trials: {Trials}, validation: 7d {Close}`) has the {Window} weeks before it: trials are fitted to three of them and judged on the fourth. What it chooses is fitted
            to all {Window}, and so are the defaults of `xgboost`; both score the tested week.

            Bar, set before, with the budget and the weeks: the loss in AUC of what is chosen against the defaults, pooled over the {weeks.Count} weeks and clustered by day, is below {Margin}
            with an error of {Error}. While the search was made, weeks before {FirstTested} alone were looked at.

            | | measured | bar | met |
            | --- | ---: | ---: | --- |
            | AUC, chosen less defaults: {difference.Value:F4} (standard error {difference.StandardError:F4}); lower bound | {low:F4} | -{Margin} | {(
                low >= -Margin ? "yes" : "no"
            )} |

            The defaults were left in {weeks.Count(week =>
                week.Search.Winner != 1
            )} of {weeks.Count} weeks. Losses are log losses on the judging week; the upper end is that of the chosen trial's loss
            less that of the defaults, all trials together.

            | tested week | chosen | loss of the defaults | least loss | upper end | AUC of the defaults | AUC of what was chosen | difference | s of the search |
            | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            {rows}
            """
        );

    private const string Open = "{";
    private const string Close = "}";
}
