using System.Globalization;
using Flywheel.Training;
using Flywheel.Training.Searching;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that tells which trainers and parameters were tried, and why one of them was chosen.</summary>
public sealed class SearchSection(Turn turn)
{
    /// <summary>Nothing where no search chose the trainer.</summary>
    public void Add(Markdown report)
    {
        if (turn.Of<TrainingRecord>().Manifest?.Search is not { } search || turn.Strategy.Main.Training is not AutoTrainer how)
        {
            return;
        }

        report.Heading(2, "Search");
        report.Paragraph($"{Said(search)}: {search.Because}.");
        if (search.Trials[0].Losses.Count == 0)
        {
            return;
        }

        report.Table(
            [
                "#rank",
                "#trial",
                "trainer",
                "other than its defaults",
                "#loss",
                "#standard error",
                "#less the defaults'",
                "#rows",
                "#heats",
                "",
            ],
            search
                .Trials.Select((trial, i) => (Trial: trial, Number: i + 1))
                .OrderByDescending(one => one.Trial.Losses.Count)
                .ThenBy(one => one.Trial.Losses[^1])
                .ThenBy(one => one.Number)
                .Select((one, i) => Row(i + 1, one.Number, one.Trial, search))
        );
        report.Paragraph(
            $"Loss is {(turn.Strategy.Main.Task == Metrics.ModelTask.Regression ? "the squared error" : "log loss")}, on {Numbers.Count(search.JudgedOn)} rows of events from {search.JudgedFrom} on, which no trial was fitted to, in {Numbers.Count(search.Clusters)} clusters; "
                + "less is better. Trials are ranked by how far they came, then by their loss there. A difference is to the defaults in the same heat, paired, with an interval for all trials together "
                + $"(each upper end errs with {Numbers.Percent(how.Error)} / {Math.Max(1, search.Trials.Count - 1)}); of trials that did not come to the last heat it is of fewer rows, and decides nothing. "
                + "A standard error is of the loss by itself, with what all trials share of easy and hard clusters."
        );
    }

    /// <summary>What was chosen, in one line.</summary>
    public static string Said(SearchResult search)
    {
        var trial = search.Trials[search.Winner - 1];
        return search.Winner == 1
            ? $"Of {Numbers.Count(search.Trials.Count)} trials the defaults of xgboost were chosen"
            : $"Of {Numbers.Count(search.Trials.Count)} trials number {search.Winner} was chosen, {Word(trial)} with {With(trial)}";
    }

    private static string[] Row(int rank, int number, Trial trial, SearchResult search)
    {
        var decimals = Decimals(search.Trials[0].Losses[^1]);
        var last = trial.Losses.Count == search.Heats.Count;
        return
        [
            Numbers.Count(rank),
            Numbers.Count(number),
            Word(trial),
            With(trial),
            Numbers.Fixed(trial.Losses[^1], decimals),
            trial.StandardError is { } spread ? Numbers.Fixed(spread, decimals) : "–",
            trial.Difference is { } difference ? $"{Numbers.Signed(difference, decimals)}{Interval(trial, decimals)}" : "–",
            Numbers.Count(search.Heats[trial.Losses.Count - 1]),
            $"{trial.Losses.Count} of {search.Heats.Count}",
            number == search.Winner ? "**chosen**"
            : last ? ""
            : $"dropped in heat {trial.Losses.Count}",
        ];
    }

    private static string Interval(Trial trial, int decimals) =>
        trial is { Low: { } low, High: { } high } ? $" [{Numbers.Signed(low, decimals)}, {Numbers.Signed(high, decimals)}]" : "";

    private static string Word(Trial trial) => KebabCase.Of(trial.Trainer.ToString());

    private static string With(Trial trial) =>
        trial.With.Count == 0
            ? "its defaults"
            : string.Join(", ", trial.With.Select(one => $"{one.Key} {one.Value.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Five digits of the defaults' loss, however large losses are: of log losses the fifth decimal.</summary>
    private static int Decimals(double loss) => loss > 0 ? Math.Clamp(4 - (int)Math.Floor(Math.Log10(loss)), 0, 12) : 5;
}
