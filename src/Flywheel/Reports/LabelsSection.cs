using Flywheel.Curation.Labelling;
using Flywheel.Datasets;
using Flywheel.Metrics;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that tells which labels were bought since the last turn, what they cost, what they showed, and whether those who gave them agree.</summary>
public sealed class LabelsSection(Turn turn)
{
    private double Error => turn.Strategy.Main.Monitoring.Error;

    private string Back => Yaml.Duration.Text(turn.Strategy.Main.Dataset.History);

    private string Interval => $"{Numbers.Fixed(100 * (1 - (2 * Error)), 0)} %";

    /// <summary>Null where there is nothing to compare.</summary>
    public Picture? Picture => turn.Of<LabelRecord>().Yields is { } yields ? LabelsPicture.Of(yields, Error, Interval) : null;

    /// <summary>Nothing where labels cost nothing and come from the log.</summary>
    public void Add(Markdown report)
    {
        var labels = turn.Of<LabelRecord>();
        if (labels.Shares is not { } shares)
        {
            return;
        }

        report.Heading(2, "Labels bought");
        OfLabelers(report, labels);
        Bought(report, shares);
        Yields(report, labels);
        Draw(report);
        Agreement(report, labels);
    }

    private static void OfLabelers(Markdown report, LabelRecord labels)
    {
        if (labels.Labelers is not { } labelers)
        {
            return;
        }

        report.Table(
            ["labeler", "kind", "#labels", "#cannot tell", "#cost", "#waiting", "#labels so far", "#cost so far"],
            labelers.Select(labeler =>
                new[]
                {
                    labeler.Name,
                    labeler.Kind,
                    Numbers.Count(labeler.Labels),
                    Numbers.Count(labeler.Abstained),
                    Numbers.Fixed(labeler.Cost, 2),
                    Numbers.Count(labeler.Waiting),
                    Numbers.Count(labeler.SoFar),
                    Numbers.Fixed(labeler.CostSoFar, 2),
                }
            )
        );
        report.Bullets(labelers.Where(labeler => labeler.Trouble is not null).Select(labeler => $"**{labeler.Name}** {labeler.Trouble}."));
    }

    private void Bought(Markdown report, IReadOnlyList<LabelShare> shares)
    {
        var rules = shares.Where(share => share.By == "rule").ToList();
        if (rules.Count == 0)
        {
            report.Paragraph("No label was bought since the last turn.");
            return;
        }

        report.Paragraph(
            $"Since the last turn {Numbers.Count(rules.Sum(rule => rule.Labels))} labels were bought for {Numbers.Fixed(rules.Sum(rule => rule.Cost), 2)}{(turn.Strategy.Main.Costs is { } costs ? $" {costs.Currency}" : "")}, by the rule that picked the point and by cohort:"
        );
        report.Table(
            ["by", "", "#labels", "#share", "#cost"],
            shares.Select(share =>
                new[]
                {
                    share.By,
                    share.Name,
                    Numbers.Count(share.Labels),
                    Numbers.Percent((double)share.Labels / rules.Sum(rule => rule.Labels)),
                    Numbers.Fixed(share.Cost, 2),
                }
            )
        );
    }

    private void Yields(Markdown report, LabelRecord labels)
    {
        if (labels.Yields is not { Count: > 0 } yields)
        {
            return;
        }

        var trained = turn.Of<DatasetRecord>().Dataset is not null;
        var ofClasses = turn.Strategy.Main.Task != ModelTask.Regression;
        report.Paragraph(
            $"What the labels of each rule's points of the last {Back} showed{(yields.FirstOrDefault(yield => yield.IsReference) is { } reference ? $", against those of `{reference.Rule}`, which are drawn from all alike" : "")}:"
        );
        report.Table(
            [
                "rule",
                "#points",
                "#labelled",
                .. turn.Strategy.Target.IsProbability ? ["#positive"] : Array.Empty<string>(),
                ofClasses ? "#production was wrong" : "#mean absolute error of production",
                .. trained ? ["#the candidate trains on"] : Array.Empty<string>(),
            ],
            yields.Select(yield =>
                (string[])
                    [
                        yield.Rule,
                        Numbers.Count(yield.Picked),
                        Numbers.Count(yield.Labelled),
                        .. yield.Positive is { } positive ? [Share(positive, yield.Labelled)] : Array.Empty<string>(),
                        yield.Wrong is { } wrong ? Share(wrong, yield.Scored)
                        : yield.Error is { } error
                            ? $"{error.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)} of {Numbers.Count(yield.Scored)}"
                        : "–",
                        .. trained ? [Numbers.Count(yield.Trains)] : Array.Empty<string>(),
                    ]
            )
        );
        report.Paragraph(
            $"Shares are of the labels as they were picked, unweighted: they tell what a rule finds, and not what production is. {(ofClasses ? $"Intervals are Wilson's at {Interval}, pointwise, with rows as independent draws." : "")}".TrimEnd()
        );
    }

    private void Draw(Markdown report)
    {
        if (Picture is { } picture)
        {
            report.Picture(picture.Name, picture.Shows);
        }
    }

    private string Share(long hits, long of) =>
        Wilson.Of(hits, of, Error) is { Value: { } value, Low: { } low, High: { } high }
            ? $"{Numbers.Percent(value)} [{Numbers.Percent(low)}, {Numbers.Percent(high)}]"
            : "–";

    private void Agreement(Markdown report, LabelRecord labels)
    {
        if (labels.Agreements is { Count: > 0 } agreements)
        {
            report.Paragraph("Points that two have labelled:");
            report.Table(
                ["one", "other", "#points", "#the same label", "#Cohen's kappa"],
                agreements.Select(pair =>
                    new[]
                    {
                        pair.First,
                        pair.Second,
                        Numbers.Count(pair.Points),
                        Share(pair.Same, pair.Points),
                        pair.Kappa is { } kappa ? Numbers.Fixed(kappa, 2) : "–",
                    }
                )
            );
        }

        if (labels.Conflicts + labels.Relabelled > 0)
        {
            report.Paragraph(
                $"Of the points of the last {Back} {Numbers.Count(labels.Conflicts)} have labels that differ, which `conflicts: {Yaml.KebabCase.Of(turn.Strategy.Curation.Labels.Conflicts.ToString())}` resolves"
                    + $"{(labels.LeftOut > 0 ? $", {Numbers.Count(labels.LeftOut)} of them by no label" : "")}; "
                    + $"{Numbers.Count(labels.Relabelled)} were labelled again otherwise by who had labelled them. All of these labels are kept."
            );
        }
    }
}
