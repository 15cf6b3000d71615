using System.Globalization;
using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Disagreeing;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that tells where candidate and current disagree, who is right there, and which rows to look at.</summary>
public sealed class DisagreementsSection(Turn turn)
{
    /// <summary>Nothing before the first model, and where the strategy shows no such rows.</summary>
    public void Add(Markdown report)
    {
        if (turn.Of<Comparison>().Disagreements is not { Rows: > 0 } seen)
        {
            return;
        }

        report.Heading(2, "Where they disagree");
        report.Paragraph(Said(seen));
        var rows = seen.Farthest.Take(turn.Strategy.Main.OfflineTest.Disagreements).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        report.Table(
            ["id", "#current", "#candidate", "#label", "what differs most, current → candidate"],
            rows.Select(row =>
                new[]
                {
                    row.Id,
                    Score(row.Current),
                    Score(row.Candidate),
                    Score(row.Label, isLabel: true),
                    string.Join("; ", row.Features.Select(Feature)),
                }
            )
        );
        report.Paragraph(
            $"The rows whose {Distance} are farthest apart, then by id. {How(rows)} More of them: `flywheel disagreements {turn.Strategy.Model} --top {Disagreements.Kept}`."
        );
    }

    private ModelTask Task => turn.Strategy.Main.Task;

    private string Distance => Task == ModelTask.Multiclass ? "classes differ and whose chances" : "scores";

    private string Said(Disagreements seen)
    {
        var interval = $"{Numbers.Fixed(100 * (1 - (2 * turn.Strategy.Main.OfflineTest.Error)), 0)} % interval by clusters";
        var (where, right) = Task switch
        {
            ModelTask.Multiclass => ("name different classes of", "right"),
            ModelTask.Regression => ("", "nearer to the label"),
            _ => ("are on different sides of their thresholds in", "right"),
        };
        var scores = seen.MeanDistance is { } distance
            ? $"their scores are {(Task == ModelTask.Regression ? distance.ToString("G4", CultureInfo.InvariantCulture) : Numbers.Fixed(distance, 4))} apart on average"
            : "";
        var apart = string.Join(
            "; ",
            new[]
            {
                seen.Share is { } share
                    ? $"candidate and current {where} {Numbers.WithInterval(share)} of {Numbers.Count(seen.Rows)} labelled rows"
                    : "",
                scores,
            }.Where(part => part.Length > 0)
        );
        return $"{Yaml.Sentence.Start(apart)}. The candidate is {right}{(Task == ModelTask.Regression ? "" : ", and current is not,")} in {Numbers.Count(seen.CandidateRight)} rows, current{(Task == ModelTask.Regression ? "" : " and not the candidate")} in {Numbers.Count(seen.CurrentRight)}: "
            + $"{Numbers.Difference(seen.Net)} of all rows ({interval}).";
    }

    private string How(IReadOnlyList<RowApart> rows) =>
        rows.Any(row => row.Features.Any(feature => feature.Candidate is not null || feature.Current is not null))
            ? Task switch
            {
                ModelTask.Regression => "A feature's value, and what it adds to each model's number there (SHAP).",
                ModelTask.Multiclass =>
                    "A feature's value, and what it adds in each model's log odds for the candidate's class against current's (SHAP).",
                _ => "A feature's value, and what it adds to each model's log odds there (SHAP).",
            }
            : "An engine of the two cannot tell what each feature adds, so the values of those that matter most to the candidate are shown.";

    private static string Feature(FeatureApart feature)
    {
        var value = feature.Value is null ? feature.Feature : $"{feature.Feature} {Short(feature.Value)}";
        return feature is { Current: null, Candidate: null } ? value : $"{value}: {Added(feature.Current)} → {Added(feature.Candidate)}";
    }

    /// <summary>A number of many digits to four of them; all else as it is.</summary>
    private static string Short(string value) =>
        value.Length > 8
        && value.Contains('.', StringComparison.Ordinal)
        && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G4", CultureInfo.InvariantCulture)
            : value;

    private static string Added(double? contribution) =>
        contribution is not { } value ? "none"
        : Math.Abs(value) < 100 ? Numbers.Signed(value, 2).Replace('-', '−')
        : Numbers.Signed(value, 0).Replace('-', '−');

    /// <summary>A score, or the class whose number it is.</summary>
    private string Score(double score, bool isLabel = false) =>
        turn.Strategy.Target switch
        {
            { Classes: { Count: > 0 } classes } => classes[(int)score],
            { IsProbability: true } when !isLabel => Numbers.Fixed(score, 3),
            _ => score.ToString("G4", CultureInfo.InvariantCulture),
        };
}
