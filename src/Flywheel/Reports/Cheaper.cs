using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Reports;

/// <summary>Whether a change of the model in force that costs no training does what the candidate does, in sentences for the reviewer.</summary>
public static class Cheaper
{
    /// <summary>The recalibrated model in force by each metric that can change; empty where it could not be told.</summary>
    public static IEnumerable<Alternative> Recalibration(Turn turn) =>
        turn.Of<Comparison>().Alternatives.Where(row => row.Name == Alternatives.Recalibrated);

    public static IEnumerable<string> Said(Turn turn)
    {
        var seen = turn.Of<Comparison>();
        foreach (var recalibrated in Recalibration(turn))
        {
            if (turn.Strategy.Metrics.First(metric => metric.Name == recalibrated.Metric) is { Direction: not 0 } metric)
            {
                yield return Judged(
                    recalibrated,
                    metric,
                    $"recalibrating {seen.Current}",
                    $"In {metric.Name} recalibration alone would do",
                    metric.Name
                ) + (metric.IsBetter(recalibrated.FromCurrent) ? Ranking(turn) : ".");
                break;
            }
        }

        if (seen.Alternatives.FirstOrDefault(row => row.Name == Alternatives.MovedThreshold) is { } moved)
        {
            yield return Judged(
                moved,
                new ErrorCost(Contrasts.Cost, 0, 0, 0),
                $"moving the threshold of {seen.Current}",
                "In the cost of errors a moved threshold alone would do",
                $"the cost of errors in a thousand rows, {turn.Strategy.Main.Costs!.Currency},"
            ) + ".";
        }
    }

    /// <param name="doing">What would be done, as the subject of a sentence.</param>
    /// <param name="enough">That it is enough.</param>
    private static string Judged(Alternative alternative, Metric metric, string doing, string enough, string figure)
    {
        var instead =
            $"{doing} costs no training, knows newer labels than the candidate, and would change {figure} by {Shown(alternative.FromCurrent, metric)}";
        var rest =
            $"candidate minus that: {Shown(alternative.CandidateLess, metric)}, {(metric.Direction > 0 ? "more" : "less")} being better";
        return !metric.IsBetter(alternative.FromCurrent) ? $"{Sentence.Start(instead)}: that this is a gain is not shown ({rest})"
            : metric.IsBetter(alternative.CandidateLess) ? $"{Sentence.Start(instead)}; the candidate is better than that for sure ({rest})"
            : $"**{enough}**: {instead}, and that the candidate is better than that is not shown ({rest})";
    }

    /// <summary>What recalibration cannot do.</summary>
    private static string Ranking(Turn turn) =>
        turn.Strategy.Metrics.FirstOrDefault(metric => metric.IsOfRanking) is { } ranking
            ? $"; {ranking.Name} stays, and the candidate {(ranking.IsBetter(turn.Of<Comparison>().Of(Figure.All, ranking.Name)?.Difference) ? "is" : "is not")} better in it for sure."
            : ".";

    private static string Shown(Measurement difference, Metric metric) =>
        metric is ErrorCost ? Numbers.AmountOfDifference(difference) : Numbers.Difference(difference);
}
