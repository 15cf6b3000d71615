using Flywheel.Cohorts;
using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that the rules of curation have numbers to pick, fit the model's task, and name cohorts that there are.</summary>
internal sealed class CurationCheck(BoundFiles bound, Faults faults) : NameCheck(bound, faults)
{
    public void Run()
    {
        if (Bound.Curation?.Value is not { } curation)
        {
            return;
        }

        CheckLabels(curation.Labels);
        Each(curation.Rules, (rule, i) => Check(curation, rule, $"rules[{i}].{rule.Name}"));
        var shares = curation.Rules.Sum(rule => rule.OfBudget ?? 0);
        if (shares > 1 + 1e-9)
        {
            Add(
                ReferenceFaults.WrongBudget,
                Bound.Curation.KeyPlaceOf("rules"),
                $"The rules' shares of the budget make {shares.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)}.",
                "The last of them would find nothing left.",
                "Write shares that make 1 or less."
            );
        }
    }

    private void CheckLabels(LabelSource labels)
    {
        if (labels.Conflicts == LabelConflicts.Majority && Task == ModelTask.Regression)
        {
            Add(
                LabelFaults.WrongConflicts,
                Bound.Curation!.KeyPlaceOf("labels"),
                "Of several labels the one that most labelers give is to count, and the label is a number.",
                "Two numbers are hardly ever the same, so most points would have no label.",
                "Write 'conflicts: newest' or 'conflicts: first-labeler'."
            );
        }

        foreach (var queue in labels.Labelers.OfType<HumanQueue>().Where(_ => Bound.Main?.Value is not null))
        {
            foreach (var column in queue.Context ?? [])
            {
                Known(column, Bound.Main!.Value!.Log.Columns.Keys, "column", Bound.Curation!.KeyPlaceOf("labels"));
            }
        }
    }

    private void Check(CurationFile curation, CurationRule rule, string path)
    {
        if (rule.OfBudget is not null && curation.Budget is null)
        {
            Add(
                ReferenceFaults.WrongBudget,
                PlaceOf($"{path}.of-budget"),
                $"The rule '{rule.Name}' takes a share of a label budget, and there is none.",
                "A share needs a number that it is of.",
                "Write e.g. 'budget: 1000' above the rules."
            );
        }
        else if (rule.NeedsBudget && curation.Budget is null)
        {
            Add(
                ReferenceFaults.WrongBudget,
                PlaceOf(path),
                $"The rule '{rule.Name}' does not say how many events it picks.",
                "Without a label budget nothing bounds it.",
                $"Write e.g. '{(rule is RandomRule ? "share: 0.1" : "count: 500")}', or 'budget: 1000' above the rules."
            );
        }

        if (WrongTask(rule) is { } instead)
        {
            Add(
                ReferenceFaults.WrongTask,
                PlaceOf(path),
                $"The rule '{rule.Name}' is asked of a model whose task is {KebabCase.Of(Task.ToString())}.",
                "It is made of the chances of classes, and a number has none.",
                instead
            );
        }

        if (rule is CohortQuotas quotas && Bound.Cohorts is not { Value: null })
        {
            var known = (Bound.Cohorts?.Value?.Cohorts ?? new Dictionary<string, CohortRule>())
                .SelectMany(cohort => Names(cohort.Key, cohort.Value).Append(cohort.Key))
                .Distinct()
                .ToList();
            foreach (var name in quotas.Quotas.Keys)
            {
                Known(name, known, "cohort of cohorts.yaml", PlaceOf($"{path}.quotas"));
            }
        }
    }

    /// <summary>What to write where the rule does not fit the task; null where it does.</summary>
    private string? WrongTask(CurationRule rule) =>
        Task != ModelTask.Regression ? null
        : rule is Uncertainty ? "Write 'disagreement' in its place."
        : rule is ExpectedGradient ? "Write 'predicted-loss' in its place: the gradient of a squared error is the error."
        : null;

    private Place PlaceOf(string path) => Bound.Curation!.PlaceOf(path);
}
