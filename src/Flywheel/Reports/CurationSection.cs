using Flywheel.Curation;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that tells what each rule of curation picked, what it cost, and whether estimates are corrected for its choice.</summary>
public sealed class CurationSection(Turn turn)
{
    /// <summary>Nothing where all that is picked is a sample of labels that cost nothing: a sentence says that.</summary>
    public void Add(Markdown report)
    {
        var curation = turn.Of<CurationRecord>();
        if (
            curation.Rules is not { } rules
            || (!turn.Strategy.Curation.Labels.MustBeBought && rules.All(rule => rule.Rule is "random" or "stratified"))
        )
        {
            return;
        }

        report.Heading(2, "What curation picked");
        report.Table(
            ["rule", "version", "how", "#points", "#share of the candidates", "#cost", "corrected for"],
            rules.Select(rule =>
                new[]
                {
                    rule.Rule,
                    $"`{rule.Version}`",
                    rule.Drawn,
                    Numbers.Count(rule.Points),
                    Numbers.Percent(curation.Candidates == 0 ? null : (double)rule.Points / curation.Candidates),
                    turn.Strategy.Curation.Labels is LabelsFromLog ? Numbers.Fixed(rule.Points * curation.LabelPrice, 2) : "see below",
                    rule.WithoutChance is null ? "yes" : "no",
                }
            )
        );
        if (turn.Strategy.Curation.Budget is { } budget)
        {
            report.Paragraph(
                $"The rules share a budget of {Numbers.Count(budget)} labels and took {Numbers.Count(rules.Sum(rule => rule.Points))}: a point that several rules picked is bought once, and its place is not filled."
            );
        }

        report.Bullets(
            rules
                .Where(rule => rule.WithoutChance is not null)
                .DistinctBy(rule => (rule.Rule, rule.WithoutChance))
                .Select(rule =>
                    $"{rule.Rule}: no correction is possible, since {rule.WithoutChance}. Its points are trained on, and enter no estimate unless another rule picked them too."
                )
        );
    }
}
