using Flywheel.Monitoring;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that tells which classes are taken for which.</summary>
public sealed class ConfusionSection(Turn turn)
{
    /// <summary>Classes that a table has room for.</summary>
    private const int MostClasses = 10;

    /// <summary>Mistakes that are told where there are more classes.</summary>
    private const int MostMistakes = 15;

    /// <summary>Nothing where labels are no classes, or no row has both.</summary>
    public void Add(Markdown report)
    {
        if (turn.Of<MonitoringRecord>().Confusion is not { Count: > 0 } pairs)
        {
            return;
        }

        report.Heading(2, "Which class is taken for which");
        var classes = turn.Strategy.Target.Classes;
        var ofClass = pairs.GroupBy(pair => pair.Label).ToDictionary(pair => pair.Key, pair => pair.Sum(one => one.Rows));
        if (classes.Count <= MostClasses)
        {
            report.Table(
                ["label", "#rows", .. classes.Select(name => $"#said {name}")],
                classes
                    .Where(ofClass.ContainsKey)
                    .Select(label =>
                        classes
                            .Select(said =>
                                Share(pairs.FirstOrDefault(pair => pair.Label == label && pair.Score == said)?.Rows ?? 0, ofClass[label])
                            )
                            .Prepend(Numbers.Count(ofClass[label]))
                            .Prepend(label)
                            .ToArray()
                    )
            );
        }
        else
        {
            report.Table(
                ["label", "said", "#rows", "#of the class"],
                pairs
                    .Where(pair => pair.Label != pair.Score)
                    .OrderByDescending(pair => pair.Rows)
                    .Take(MostMistakes)
                    .Select(pair => (string[])[pair.Label, pair.Score, Numbers.Count(pair.Rows), Share(pair.Rows, ofClass[pair.Label])])
            );
        }
    }

    private static string Share(long rows, long of) => Numbers.Percent((double)rows / of);
}
