using System.Globalization;
using System.Text;
using Flywheel.Metrics;

namespace Flywheel.Bench.Weighted;

/// <summary>bench/results/weighted.md: an evaluation set that uncertainty picked, 1,000 times from one week, measured with its chances and without.</summary>
/// <remarks>
/// The bar was set before anything was measured: the corrected interval covers under every set of rules, the plain one under none of
/// those that pick 3,000 points. Of fewer points its bias may hide in its width, so there nothing is asked of it.
/// </remarks>
public static class WeightedTable
{
    private const int Redraws = 1000;
    private const int Many = 3000;

    /// <summary>The ten airports that cohorts.yaml names.</summary>
    private const string Hubs = "origin IN ('ATL', 'ORD', 'DFW', 'LAX', 'PHX', 'STL', 'DTW', 'LAS', 'MSP', 'DEN')";

    private static readonly DateTime _monday = new(2001, 3, 5);

    private static readonly (string Name, int Count, string[] Rules)[] _sets =
    [
        ("margin", Many, ["uncertainty: { by: margin, count: 3000 }"]),
    ];

    /// <returns>Whether the bar is met.</returns>
    public static bool Write(string root)
    {
        var cells = new List<WeightedCell>();
        foreach (var (name, _, rules) in _sets)
        {
            using var week = new UncertainWeek(root, _monday, rules, Hubs);
            cells.Add(WeightedCell.Of(week, new AreaUnderCurve(), name, Redraws));

            // Written after each set: the others take their time.
            File.WriteAllText(Path.Combine(root, "bench/results/weighted.md"), Text(cells, week.Flights));
        }

        return cells.Index().All(cell => IsMet(cell.Item, _sets[cell.Index].Count));
    }

    private static bool IsMet(WeightedCell cell, int count) => cell.Corrected.Covers && (count < Many || !cell.Plain.Covers);

    private static string Text(IReadOnlyList<WeightedCell> cells, long flights)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # An evaluation set that uncertainty picked

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- weighted`. A model of the recipe of `strategy/flights`, trained on those of the four weeks before, scored the {flights:N0} flights from ten hubs in the week of
            {_monday:yyyy-MM-dd}, all of which are labelled: its AUC on all of them is {cells[
                0
            ].Truth:F5}. Curation drew {Redraws:N0} samples by each set of rules under the seeds 1 to {Redraws:N0}: the rule's own score of every flight, and the
            draw of `Selection`.

            **What is estimated** is the AUC of these very flights. The week stays as it is and only the draw is random, so the interval that is asked is `SampleInterval`, with the variance Σ (1 − π) ψ². The *plain* one is the
            same interval of the same points, taken for a sample of all flights alike (π = points / flights). *Covers* is as in [simulation.md](simulation.md): the 99.9 % Clopper-Pearson interval of the share of 95 % intervals that
            held the week's value does not exclude .95.

            The bar, set before: the corrected interval covers under every set, the plain one under none of those that pick {Many:N0} points.

            | rules | points | effective size | interval | bias | Monte Carlo error | deviation | mean width | held | 99.9 % | covers | as asked |
            | --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- | --- | --- |

            """
        );
        foreach (var (i, cell) in cells.Index())
        {
            var isPlainAsked = _sets[i].Count >= Many;
            Append(
                text,
                $"{cell.Name} | {cell.MeanPoints:N0} | {cell.MeanEffectiveSize:N0}",
                "corrected",
                cell.Corrected,
                Said(cell.Corrected.Covers)
            );
            Append(text, " | | ", "plain", cell.Plain, isPlainAsked ? Said(!cell.Plain.Covers) : "not asked");
        }

        text.Append(
            """

            **About other days.** What reports print is another interval, clustered by day, whose target is what the metric would be on other days like these; a week drawn again is the same days, so it should hold the week's value
            more often than .95 where it is about the right value.

            | rules | corrected, held | 99.9 % | mean width | plain, held | 99.9 % | mean width |
            | --- | ---: | --- | ---: | ---: | --- | ---: |

            """
        );
        foreach (var cell in cells)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {cell.Name} | {Held(cell.CorrectedClustered)} | {cell.CorrectedClustered.Width:F4} | {Held(cell.PlainClustered)} | {cell.PlainClustered.Width:F4} |"
            );
        }

        text.AppendLine().AppendLine("The rules:").AppendLine();
        foreach (var (name, _, rules) in _sets.Take(cells.Count))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {name}: {string.Join("; ", rules.Select(rule => $"`{rule}`"))}");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string begin, string interval, Estimates of, string asAsked) =>
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {begin} | {interval} | {of.Bias:+0.00000;-0.00000} | {of.MonteCarloError:F5} | {of.Deviation:F5} | {of.Width:F4} | {Held(of)} | {Said(of.Covers)} | {asAsked} |"
        );

    private static string Held(Estimates of) =>
        string.Create(CultureInfo.InvariantCulture, $"{of.Held:F3} | {of.Range.Low:F3} to {of.Range.High:F3}");

    private static string Said(bool yes) => yes ? "yes" : "no";
}
