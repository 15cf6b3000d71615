using Flywheel.Datasets;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that tells of which data and how the candidate was made.</summary>
public sealed class TrainedOnSection(Turn turn)
{
    /// <summary>Nothing where no candidate was trained.</summary>
    public void Add(Markdown report)
    {
        if (turn.Of<DatasetRecord>().Dataset is not { } dataset || turn.Of<TrainingRecord>().Manifest is not { } manifest)
        {
            return;
        }

        report.Heading(2, "What it was trained on");
        List<string> said =
        [
            $"`datasets/{turn.Strategy.Model}/{dataset.Version}.yaml`: {Numbers.Count(dataset.Rows)} rows from {Ledger.Day(dataset.From)} to {Ledger.Day(dataset.To)}, {Labels(dataset)}.",
            Asked(manifest),
            .. turn.Of<RolloutRecord>().Refit is { } refit ? new[] { Said(refit) } : [],
        ];
        if (dataset.Taken is { } taken)
        {
            said.Insert(1, $"A {turn.Strategy.Main.Dataset.Points.Said}: {taken}.");
        }

        if (dataset.Weights is { } weights)
        {
            said.Add(
                $"Rows weigh by {weights.By}: they tell as much as {Numbers.Count((long)weights.EffectiveRows)} equal ones, the largest weight is {Numbers.Fixed(weights.Largest, 2)} times the mean{(weights.WithoutChance > 0 ? $", and {Numbers.Count(weights.WithoutChance)} rows without a known chance of being curated count as taken for certain" : "")}."
            );
        }

        if (dataset.Continuation is { } continuation)
        {
            said.Add(Continued(dataset, continuation, manifest));
        }

        report.Bullets(said);
        Features(report, manifest);
    }

    /// <summary>What a model goes by, the most important first.</summary>
    public static void Features(Markdown report, ModelManifest manifest) =>
        report.Table(
            ["feature", "#share of gain", "expression"],
            manifest.Importance.Select(feature =>
                new[] { feature.Key, Numbers.Percent(feature.Value), $"`{manifest.Features[feature.Key]}`" }
            )
        );

    /// <summary>What its bytes were asked for.</summary>
    public static string Asked(ModelManifest manifest) =>
        $"{manifest.Trainer}, {manifest.Rounds} rounds: {string.Join(", ", manifest.Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}"))}.";

    private string Said(Refit refit)
    {
        var rows =
            $"Refitted on {Numbers.Count(refit.Model.Rows)} rows from {refit.Model.From} to {refit.Model.To}, the hold-out's among them: {refit.Why} "
            + $"({Numbers.Difference(refit.Difference)}, {Numbers.Count(refit.Difference.Rows)} rows that neither was trained on).";
        return refit.IsSane
            ? $"{rows} Merged, production follows the refit; all other figures of this page are of the tested model, and what is signed off is the recipe."
            : $"{rows} **So production would follow the tested model**, not the refit.";
    }

    private string Continued(Dataset dataset, Continuation continuation, ModelManifest manifest) =>
        continuation.Base is not { } from
            ? $"Trained afresh, on a {continuation.Said(turn, dataset.From)}."
            : $"It goes on from {from.Version} with {manifest.Rounds} rounds more, continuation {from.Times} since a model was trained afresh: on events from {Ledger.Day(continuation.NewFrom)} on, and older ones replayed. "
                + "Rows are encoded as that model learned: a category that it never saw counts as missing.";

    private string Labels(Dataset dataset)
    {
        var target = turn.Strategy.Target;
        return target.IsProbability ? $"{Numbers.Percent(dataset.Constant)} positive"
            : target.Classes.Count > 0 && dataset.Constant is { } most ? $"mostly {target.Classes[(int)most]}"
            : $"with a mean label of {Numbers.LabelMean(target, dataset.Constant)}";
    }
}
