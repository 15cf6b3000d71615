using Flywheel.Datasets;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>What whoever uses a model has to know of it: what it predicts, what it learned from, how good it is and for whom it is not, and what it follows from.</summary>
/// <remarks>M. Mitchell et al., Model cards for model reporting, FAT* 2019, pp. 220–229. Every figure is of the turn that tested it; the page never changes afterwards.</remarks>
public sealed class ModelCard(Turn turn)
{
    private readonly Comparison seen = turn.Of<Comparison>();

    private Metrics.Metric Metric => turn.Strategy.Metrics[0];

    public static string Path(string model, string version) => $"models/{model}/{version}.md";

    /// <summary>The page of the turn's candidate; empty where there is none.</summary>
    public string Text()
    {
        if (turn.Of<TrainingRecord>().Manifest is not { } manifest || turn.Of<DatasetRecord>().Dataset is not { } dataset)
        {
            return "";
        }

        var card = new Markdown().Heading(1, $"Model card: {manifest.Model}@{manifest.Version}");
        Use(card, manifest);
        Data(card, dataset);
        Performance(card);
        Weaknesses(card);
        Recipe(card, manifest);
        return card.ToString();
    }

    private void Use(Markdown card, ModelManifest manifest)
    {
        var log = turn.Strategy.Log;
        var what = Yaml.KebabCase.Of(turn.Strategy.Main.Task.ToString());
        if (turn.Strategy.Main.About is { } about)
        {
            card.Paragraph(about.ReplaceLineEndings(" ").Trim());
        }

        card.Bullets([
            $"Predicts `{log.Label.Column}` ({what}) of an event from what is known at `{log.Time}`; the label comes {Yaml.Duration.Text(log.Label.ArrivesAfter)} later.",
            manifest.Threshold is { } own ? $"It says 1 from a score of {Numbers.Fixed(own, 3)} on ({manifest.Parameters["threshold"]})."
            : turn.Strategy.Main.Costs is { } costs
                ? $"Acting pays from a score of {Numbers.Fixed(costs.OperatingThreshold, 3)}: a false positive costs {costs.FalsePositive}, a false negative {costs.FalseNegative} {costs.Currency}."
            : "At which score to act is left to those who use it: the strategy names no costs.",
            $"Tested on {turn.Version}: {Proposal.Verdict(turn)} Who accepted it stands in the history of `{Deployment.Path(turn.Strategy.Model)}`.",
        ]);
    }

    private void Data(Markdown card, Dataset dataset)
    {
        var settings = turn.Strategy.Main.Dataset;
        card.Heading(2, "What it learned from");
        card.Bullets([
            $"{Numbers.Count(dataset.Rows)} labelled events from {Ledger.Day(dataset.From)} to {Ledger.Day(dataset.To)}: {settings.Points.Said} ([manifest](../../{DatasetManifest.Path(turn.Strategy.Model, dataset.Version)})).",
            $"Picked by: {string.Join("; ", turn.Strategy.Curation.Rules.Select(rule => $"{rule.Name} ({rule.Reason})"))}.",
            $"Never in it: {Numbers.Percent(settings.EvaluationShare)} of the ids, by their hash, and the newest {Yaml.Duration.Text(settings.HoldOut)} before the turn.",
            .. turn.Of<RolloutRecord>().Refit is { IsSane: true, Model: { } refit }
                ? new[]
                {
                    $"Production follows the same recipe trained once more on {Numbers.Count(refit.Rows)} events from {refit.From} to {refit.To}.",
                }
                : [],
        ]);
    }

    private void Performance(Markdown card)
    {
        card.Heading(2, "How good it is");
        card.Table(
            ["on", "#rows", .. turn.Strategy.Metrics.Select(metric => $"#{metric.Name}")],
            seen.Contrasts.Where(contrast => contrast.Metric == Metric.Name)
                .Select(contrast =>
                    new[] { contrast.Group, Numbers.Count(contrast.CandidateMeasured.Rows) }
                        .Concat(
                            turn.Strategy.Metrics.Select(metric =>
                                Numbers.WithInterval(seen.Of(contrast.Group, metric.Name)?.CandidateMeasured)
                            )
                        )
                        .ToArray()
                )
        );
        card.Paragraph(
            $"{Numbers.Fixed(100 * (1 - (2 * turn.Strategy.Main.OfflineTest.Error)), 0)} % intervals, pointwise, on the {Numbers.Count(seen.Rows)} labelled rows held out from {Ledger.Day(seen.HoldOutFrom)} to {turn.Version}; "
                + "evaluation sets are samples of their own. A week with other weather, prices or customers may be outside of every interval."
        );
    }

    private void Weaknesses(Markdown card)
    {
        card.Heading(2, "Where not to lean on it");
        var all = seen.Of(Figure.All, Metric.Name)!.CandidateMeasured;
        var weak = seen
            .Contrasts.Where(contrast => contrast.Metric == Metric.Name && contrast.Kind == GroupKind.Cohort)
            .Where(contrast => IsWorse(contrast.CandidateMeasured, all))
            .Select(contrast => contrast.Group)
            .ToList();
        card.Bullets([
            weak.Count == 0
                ? $"In no cohort is its {Metric.Name} worse than over all for sure (intervals that do not meet, pointwise)."
                : $"Its {Metric.Name} is worse than over all for sure (intervals that do not meet, pointwise) in: {string.Join(", ", weak)}.",
            .. seen.Pooled.Count == 0 ? [] : new[] { $"Too few rows to tell alone: {string.Join(", ", seen.Pooled)}." },
            .. seen.Missing.Count == 0 ? [] : new[] { $"Not measured, without a labelled row: {string.Join(", ", seen.Missing)}." },
            "Values of categories that were not in its dataset are missing to it.",
        ]);
    }

    private void Recipe(Markdown card, ModelManifest manifest)
    {
        card.Heading(2, "What it is");
        TrainedOnSection.Features(card, manifest);
        card.Bullets([
            TrainedOnSection.Asked(manifest),
            .. manifest.Search is { } search ? new[] { $"{SearchSection.Said(search)}: {search.Because}." } : [],
            $"[The manifest]({manifest.Version}.yaml) has all that its bytes (`{manifest.Bytes[..Digest.Shown]}`) follow from: dataset `{manifest.DatasetDigest[..Digest.Shown]}`, strategy `{manifest.Strategy[..Digest.Shown]}`, environment. `./flywheel verify {manifest.Model}@{manifest.Version}` makes them again.",
        ]);
    }

    private bool IsWorse(Metrics.Measurement cohort, Metrics.Measurement all) =>
        cohort is { Low: { } low, High: { } high }
        && all is { Low: { } allLow, High: { } allHigh }
        && (Metric.Direction > 0 ? high < allLow : Metric.Direction < 0 && low > allHigh);
}
