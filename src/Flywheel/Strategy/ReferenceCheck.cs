using Flywheel.Cohorts;
using Flywheel.Datasets;
using Flywheel.Expressions;
using Flywheel.Logging.Redactions;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Distances;
using Flywheel.OfflineTesting.Gates;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that names in one place of a strategy exist in the place that declares them.</summary>
internal sealed class ReferenceCheck(BoundFiles bound, string model, IFiles files, Faults faults) : NameCheck(bound, faults)
{
    public void Run()
    {
        CheckMetrics();
        CheckCohorts();
        new CurationCheck(Bound, Faults).Run();
        if (Bound.Main?.Value is not { } main)
        {
            return;
        }

        CheckLog(main);
        CheckRedactions(main);
        CheckPoints(main);
        new MonitoringCheck(Bound, model, files, Faults).Run(main);
        new TriggerCheck(Bound, Faults).Run(main);
        CheckGates(main, main.OfflineTest.Gates, "offline-test.gates");
        CheckGates(main, main.OfflineTest.FirstModel, "offline-test.first-model");
        CheckFirstModel(main);
        CheckSignOff(main);
        new EvaluationSetCheck(Bound, model, files, Faults).Run(main);
        new TaskCheck(Bound, Faults).Run(main);
        new ContinueCheck(Bound, Faults).Run(main);
        new KeepCheck(Bound, Faults).Run(main);
    }

    private void CheckMetrics()
    {
        if (Bound.Metrics is { Value: { } metrics } file)
        {
            Each(
                metrics.Metrics,
                (name, i) =>
                    Known(
                        name,
                        MetricKinds.Of(Task).Select(kind => kind.Name),
                        $"metric for task: {KebabCase.Of(Task.ToString())}",
                        file.PlaceOf($"metrics[{i}]")
                    )
            );
            Each(
                metrics.Distances,
                (name, i) => Known(name, DistanceKinds.All.Select(kind => kind.Name), "distance", file.PlaceOf($"distances[{i}]"))
            );
        }
    }

    private void CheckCohorts()
    {
        if (Bound.Cohorts is not { Value: { } cohorts } file)
        {
            return;
        }

        foreach (var (name, rule) in cohorts.Cohorts)
        {
            if (rule is CohortPerBand bands && bands.At.Zip(bands.At.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                Add(
                    ReferenceFaults.WrongOrder,
                    file.PlaceOf($"cohorts.{name}.bands.at"),
                    "The edges do not ascend.",
                    "A band lies between one edge and the next larger one.",
                    $"Write them as [ {string.Join(", ", bands.At.Distinct().Order())} ]."
                );
            }

            if (name == Figure.All)
            {
                Add(
                    ReferenceFaults.SameName,
                    file.KeyPlaceOf($"cohorts.{name}"),
                    "A cohort is named 'all'.",
                    "That is the name of all rows together.",
                    "Give it another name."
                );
            }
        }
    }

    private void CheckLog(StrategyFile main)
    {
        var log = main.Log;
        if (main.Model != model)
        {
            Add(
                ReferenceFaults.WrongModel,
                At("model"),
                $"The model is named '{main.Model}'.",
                $"Its folder is strategy/{model}.",
                $"Write 'model: {model}', or rename the folder."
            );
        }

        Known(log.Id, log.Columns.Keys, "column", At("log.id"));
        if (Known(log.Time, log.Columns.Keys, "column", At("log.time")) && log.Columns[log.Time] != SqlType.Timestamp)
        {
            Add(
                ReferenceFaults.WrongType,
                At("log.time"),
                $"The column {log.Time} is of type {KebabCase.Of(log.Columns[log.Time].ToString())}.",
                "The time of an event is a timestamp.",
                $"Write '{log.Time}: timestamp' under log.columns, or name another column."
            );
        }

        foreach (var name in log.Columns.Keys.Intersect(log.Reserved))
        {
            Add(
                ReferenceFaults.ReservedName,
                Bound.Main!.KeyPlaceOf($"log.columns.{name}"),
                $"A column of the events is named '{name}'.",
                "The log adds a column of that name to each event.",
                "Rename the column, or the key that names the added one."
            );
        }
    }

    private void CheckRedactions(StrategyFile main)
    {
        foreach (var (column, what, why, mend) in RedactionFaults.Of(main.Log))
        {
            Add(ReferenceFaults.NotRedactable, Bound.Main!.KeyPlaceOf($"log.redact.{column}"), what, why, mend);
        }
    }

    private void CheckPoints(StrategyFile main)
    {
        if (main.Dataset.Points.CohortRule is { } rule && Bound.Cohorts is not { Value: null })
        {
            Known(
                rule.Name,
                Bound.Cohorts?.Value?.Cohorts.Keys ?? [],
                "rule of cohorts.yaml",
                At($"dataset.points.{Points.Kinds.WordOf(main.Dataset.Points.GetType())}.{rule.Key}")
            );
        }
    }

    private void CheckFirstModel(StrategyFile main) =>
        Each(
            main.OfflineTest.FirstModel,
            (gate, i) =>
            {
                if (gate.NeedsModelInForce)
                {
                    Add(
                        ReferenceFaults.NothingToCompare,
                        At($"offline-test.first-model[{i}].{gate.Name}"),
                        $"The first model is asked for {gate.Name}.",
                        "That compares with the model in force, and before the first there is none: the gate would never open.",
                        "Write it under offline-test.gates."
                    );
                }
            }
        );

    private void CheckGates(StrategyFile main, IReadOnlyList<Gate> gates, string path) =>
        Each(
            gates,
            (gate, i) =>
            {
                foreach (var name in gate.Names)
                {
                    CheckName(name, main, At($"{path}[{i}].{gate.Name}.{name.Key}"));
                }

                var at = At($"{path}[{i}].{gate.Name}.metric");
                if (gate is NoHarm { In: var rules } && Bound.Cohorts is not { Value: null })
                {
                    Each(
                        rules,
                        (rule, j) =>
                            Known(
                                rule,
                                Bound.Cohorts?.Value?.Cohorts.Keys ?? [],
                                "rule of cohorts.yaml",
                                At($"{path}[{i}].no-harm.in[{j}]")
                            )
                    );
                }

                if (gate.JudgedMetric is not { } judged)
                {
                    return;
                }

                if (gate is NoCreep && judged != Metrics[0] && Metrics.Contains(judged))
                {
                    Add(
                        ReferenceFaults.NotComparable,
                        at,
                        $"no-creep judges by {judged}.",
                        "Which model was the best is told by the ledger, and that keeps the first metric of metrics.yaml.",
                        $"Judge by {Metrics[0]}, or put {judged} first there."
                    );
                }

                if (
                    Known(judged, Metrics, "metric of metrics.yaml", at)
                    && MetricKinds.All.FirstOrDefault(kind => kind.Name == judged) is { Direction: 0 } metric
                )
                {
                    Add(
                        ReferenceFaults.NotComparable,
                        at,
                        $"The gate judges by {metric.Name}.",
                        "Neither more nor less of it is better, so it cannot decide between two models.",
                        $"Judge by {string.Join(" or ", Metrics.Where(name => MetricKinds.All.Any(kind => kind.Name == name && kind.Direction != 0)))}."
                    );
                }
            }
        );

    private void CheckSignOff(StrategyFile main)
    {
        var gates = main.OfflineTest.Gates.Select(gate => gate.Name).Distinct().ToList();
        foreach (var (stakeholder, asked) in main.OfflineTest.SignOff)
        {
            Each(asked.ReliesOn, (name, i) => Known(name, gates, "gate of this strategy", At($"offline-test.sign-off.{stakeholder}[{i}]")));
        }
    }
}
