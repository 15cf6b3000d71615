using System.Globalization;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that tells which expectations hold, and on which rows they do not.</summary>
public sealed class ExpectationsSection(Turn turn)
{
    /// <summary>Nothing where the strategy expects nothing.</summary>
    public void Add(Markdown report)
    {
        var results = turn.Of<Comparison>().Expectations;
        if (results.Count == 0)
        {
            return;
        }

        report.Heading(2, "Expectations");
        report.Table(
            ["expectation", "kind", "asks that", "#of at least", "#rows", "#current", "#candidate", "verdict"],
            results.Select(one =>
                new[]
                {
                    one.Name,
                    one.Kind,
                    one.Said,
                    Exact(one.AtLeast),
                    Numbers.Count(one.Candidate.Rows),
                    Numbers.WithInterval(one.Current),
                    Numbers.WithInterval(one.Candidate),
                    one.Outcome switch
                    {
                        Outcome.Ok => "ok",
                        Outcome.Bad => "bad",
                        _ => "not enough evidence",
                    },
                }
            )
        );
        report.Paragraph(
            $"Of each the share of rows that it holds of, on held-out rows that no model compared was trained on, with a {Numbers.Fixed(100 * (1 - (2 * turn.Strategy.Main.OfflineTest.Error)), 0)} % interval by clusters, pointwise: "
                + "ok where its lower end reaches what is asked, bad where its upper end does not."
        );
        report.Bullets(results.SelectMany(LeftOut));
        foreach (var one in results.Where(one => one.Outcome != Outcome.Ok && one.Examples.Count > 0))
        {
            Examples(report, one);
        }
    }

    private static IEnumerable<string> LeftOut(ExpectationResult one)
    {
        if (one.Unchanged > 0)
        {
            yield return $"{one.Name}: the change left {Numbers.Count(one.Unchanged)} of {Numbers.Count(one.Rows)} rows as they were, which are not counted.";
        }

        if (one.WithoutValue > 0)
        {
            yield return $"{one.Name}: the change gave {Numbers.Count(one.WithoutValue)} of {Numbers.Count(one.Rows)} rows no value where there was one, which are not counted.";
        }

        if (one.Unseen > 0)
        {
            yield return $"{one.Name}: of {Numbers.Count(one.Candidate.Rows)} rows {Numbers.Count(one.Unseen)} were changed where no feature of the candidate sees it, so on them it holds by itself.";
        }
    }

    private void Examples(Markdown report, ExpectationResult one)
    {
        report.Paragraph(
            $"{one.Name}: broken on {Numbers.Count(one.Broken)} of {Numbers.Count(one.Candidate.Rows)} rows by the candidate{(one.Broken > one.Examples.Count ? $", the worst {one.Examples.Count}" : "")}:"
        );
        report.Table(
            one.Examples[0].After is null ? ["id", "#label", "#score"] : ["id", "change", "#before", "#after"],
            one.Examples.Select(row =>
                row.After is { } after
                    ? [row.Id, string.Join(", ", row.Changed.Select(Changed)), Score(row.Before), Score(after)]
                    : new[] { row.Id, Score(row.Label ?? double.NaN, isLabel: true), Score(row.Before) }
            )
        );
    }

    private static string Changed(ChangedValue value) => $"{value.Column}: {value.Before ?? "missing"} → {value.After ?? "missing"}";

    /// <summary>A score, or the class whose number it is.</summary>
    private string Score(double score, bool isLabel = false) =>
        turn.Strategy.Target switch
        {
            { Classes: { Count: > 0 } classes } => classes[(int)score],
            { IsProbability: true } when !isLabel => Numbers.Fixed(score, 3),
            _ => score.ToString("G4", CultureInfo.InvariantCulture),
        };

    private static string Exact(double share) => share.ToString("0.####", CultureInfo.InvariantCulture);
}
