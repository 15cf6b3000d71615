using Flywheel.Cohorts;
using Flywheel.Datasets;
using Flywheel.Expressions;
using Flywheel.Logging.Redactions;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Detectors;
using Flywheel.Monitoring.Distances;
using Flywheel.Monitoring.Projections;
using Flywheel.Monitoring.References;
using Flywheel.OfflineTesting.Gates;
using Flywheel.State;
using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that names in one place of a strategy exist in the place that declares them.</summary>
internal sealed class ReferenceCheck(BoundFiles bound, string model, IFiles files, Faults faults)
{
    private IReadOnlyList<string> Metrics => (bound.Metrics?.Value ?? new()).Metrics;

    private IReadOnlyList<string> Distances => (bound.Metrics?.Value ?? new()).Distances;

    public void Run()
    {
        CheckMetrics();
        CheckCohorts();
        if (bound.Main?.Value is not { } main)
        {
            return;
        }

        CheckLog(main);
        CheckRedactions(main);
        CheckDriftNames(main);
        CheckChecks(main.Monitoring.Alert, "monitoring.alert", main);
        CheckChecks(main.Monitoring.Observe, "monitoring.observe", main);
        Each(
            main.Monitoring.Estimate?.Metrics ?? [],
            (name, i) => Known(name, Metrics, "metric of metrics.yaml", At($"monitoring.estimate.metrics[{i}]"))
        );
        CheckTrigger(main.Trigger, "trigger");
        CheckGates(main.OfflineTest.Gates, "offline-test.gates");
        CheckGates(main.OfflineTest.FirstModel, "offline-test.first-model");
        CheckSignOff(main);
        CheckEvaluationSets(main);
        CheckProfile(main);
    }

    private void CheckMetrics()
    {
        if (bound.Metrics is { Value: { } metrics } file)
        {
            Each(
                metrics.Metrics,
                (name, i) => Known(name, MetricKinds.All.Select(kind => kind.Name), "metric", file.PlaceOf($"metrics[{i}]"))
            );
            Each(
                metrics.Distances,
                (name, i) => Known(name, DistanceKinds.All.Select(kind => kind.Name), "distance", file.PlaceOf($"distances[{i}]"))
            );
        }
    }

    private void CheckCohorts()
    {
        if (bound.Cohorts is not { Value: { } cohorts } file)
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
                bound.Main!.KeyPlaceOf($"log.columns.{name}"),
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
            Add(ReferenceFaults.NotRedactable, bound.Main!.KeyPlaceOf($"log.redact.{column}"), what, why, mend);
        }
    }

    private void CheckDriftNames(StrategyFile main)
    {
        foreach (var name in bound.Projections?.Value?.Projections.Keys ?? [])
        {
            if (main.Features.ContainsKey(name) || name == main.Log.Prediction)
            {
                Add(
                    ReferenceFaults.SameName,
                    bound.Projections!.KeyPlaceOf($"projections.{name}"),
                    $"The projection '{name}' has the name of a feature or the score.",
                    "Drift is told by name.",
                    "Give the projection another name; features are watched anyway."
                );
            }
        }

        foreach (var (name, projection) in bound.Projections?.Value?.Learned ?? new Dictionary<string, LearnedProjection>())
        {
            if (Views(main).Contains(name) || name == main.Log.Prediction)
            {
                Add(
                    ReferenceFaults.SameName,
                    bound.Projections!.KeyPlaceOf($"learned.{name}"),
                    $"The learned projection '{name}' has the name of a feature, a projection or the score.",
                    "Drift is told by name.",
                    "Give it another name."
                );
            }

            var of = $"learned.{name}.{LearnedProjection.Kinds.WordOf(projection.GetType())}.of";
            Each(projection.Of, (view, i) => Known(view, Views(main), "feature or projection", bound.Projections!.PlaceOf($"{of}[{i}]")));
        }
    }

    private void CheckChecks(IReadOnlyList<Check> checks, string path, StrategyFile main) =>
        Each(
            checks,
            (check, i) =>
            {
                var at = $"{path}[{i}].{Check.Kinds.WordOf(check.GetType())}";
                CheckCohortName(check.Cohort, At($"{at}.in"));
                foreach (var name in check.Names)
                {
                    var (known, what) = Declared(name.Of, main);
                    Known(name.Name, known, what, At($"{at}.{name.Key}"));
                }
            }
        );

    /// <summary>What is declared of a kind, and what one of it is called.</summary>
    private (IEnumerable<string> Names, string What) Declared(NameOf of, StrategyFile main) =>
        of switch
        {
            NameOf.Metric => (Metrics, "metric of metrics.yaml"),
            NameOf.EstimatedMetric => (main.Monitoring.Estimate?.Metrics ?? [], "metric of monitoring.estimate"),
            NameOf.RowError => (ErrorSignal.Known, "metric that each row has an error of"),
            NameOf.Distance => (Distances, "distance of metrics.yaml"),
            NameOf.View => (Views(main), "feature or projection"),
            NameOf.Watched => (
                Views(main).Prepend(main.Log.Prediction).Concat(bound.Projections?.Value?.Learned?.Keys ?? []),
                "feature, projection or score"
            ),
            _ => (main.Log.Schema.Keys, "column"),
        };

    private IEnumerable<string> Views(StrategyFile main) => main.Features.Keys.Concat(bound.Projections?.Value?.Projections.Keys ?? []);

    private void CheckCohortName(string name, Place at)
    {
        var cohorts = bound.Cohorts is null ? new() : bound.Cohorts.Value;
        if (name != Figure.All && cohorts is not null)
        {
            Known(name, cohorts.Cohorts.SelectMany(rule => Names(rule.Key, rule.Value)), "cohort", at);
        }
    }

    /// <summary>Names of the cohorts that a rule makes, without their conditions.</summary>
    private static IEnumerable<string> Names(string name, CohortRule rule) =>
        rule switch
        {
            CohortPerValue values => values.In.Select(value => $"{name}={value}"),
            CohortPerBand bands => bands.Names(name),
            _ => [name],
        };

    private void CheckTrigger(Trigger trigger, string path)
    {
        switch (trigger)
        {
            case MetricBelow metric:
                Known(metric.Name, Metrics, "metric of metrics.yaml", At($"{path}.metric.name"));
                break;
            case Any any:
                Each(any.Of, (inner, i) => CheckTrigger(inner, $"{path}.any[{i}]"));
                break;
            case AllOf all:
                Each(all.Of, (inner, i) => CheckTrigger(inner, $"{path}.all[{i}]"));
                break;
        }
    }

    private void CheckGates(IReadOnlyList<Gate> gates, string path) =>
        Each(
            gates,
            (gate, i) =>
            {
                var at = At($"{path}[{i}].{gate.Name}.metric");
                if (gate is NoHarm { In: var rules } && bound.Cohorts is not { Value: null })
                {
                    Each(
                        rules,
                        (rule, j) =>
                            Known(
                                rule,
                                bound.Cohorts?.Value?.Cohorts.Keys ?? [],
                                "rule of cohorts.yaml",
                                At($"{path}[{i}].no-harm.in[{j}]")
                            )
                    );
                }

                if (gate is NoCreep && gate.JudgedMetric != Metrics[0] && Metrics.Contains(gate.JudgedMetric))
                {
                    Add(
                        ReferenceFaults.NotComparable,
                        at,
                        $"no-creep judges by {gate.JudgedMetric}.",
                        "Which model was the best is told by the ledger, and that keeps the first metric of metrics.yaml.",
                        $"Judge by {Metrics[0]}, or put {gate.JudgedMetric} first there."
                    );
                }

                if (
                    Known(gate.JudgedMetric, Metrics, "metric of metrics.yaml", at)
                    && MetricKinds.All.FirstOrDefault(kind => kind.Name == gate.JudgedMetric) is { Direction: 0 } metric
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
        foreach (var (stakeholder, names) in main.OfflineTest.SignOff)
        {
            Each(names, (name, i) => Known(name, gates, "gate of this strategy", At($"offline-test.sign-off.{stakeholder}[{i}]")));
        }
    }

    private void CheckProfile(StrategyFile main)
    {
        if (main.Monitoring.Reference is not SavedProfile saved)
        {
            return;
        }

        try
        {
            saved.Read(files.Read(saved.File));
        }
        catch (RefusedException refused)
        {
            Add(
                ReferenceFaults.MissingFile,
                At("monitoring.reference"),
                refused.Message.Split(". ")[0].TrimEnd('.') + ".",
                "The window is compared with a profile.",
                $"Write one, e.g. ./flywheel profile log {model} --from 2001-01-01 --to 2001-01-08 --out {saved.File}"
            );
        }
    }

    private void CheckEvaluationSets(StrategyFile main)
    {
        foreach (var (name, version) in main.OfflineTest.EvaluationSets)
        {
            var folder = EvaluationSet.Folder(model, name, version);
            if (files.Read($"{folder}/evalset.yaml") is null)
            {
                Add(
                    ReferenceFaults.MissingFile,
                    At($"offline-test.evaluation-sets.{name}"),
                    $"The evaluation set {name} {version} is not in {folder}.",
                    "A candidate cannot be measured on rows that are not there.",
                    $"Take the name out, type: flywheel evalset {model} {name} --where \"…\" --why \"…\", and name it again."
                );
            }
        }
    }

    private Place At(string path) => bound.Main!.PlaceOf(path);

    private bool Known(string name, IEnumerable<string> known, string what, Place at)
    {
        var names = known.ToList();
        if (names.Contains(name))
        {
            return true;
        }

        var near = Nearest.To(name, names);
        Add(
            ReferenceFaults.UnknownName,
            at,
            $"'{name}' is no {what}.",
            names.Count == 0 ? "There is none." : $"There are: {string.Join(", ", names)}.",
            near is null ? "Write one of them, or declare it." : $"Did you mean '{near}'?"
        );
        return false;
    }

    private void Add(string code, Place at, string what, string why, string mend) => faults.Add(new(code, at, what, why, mend));

    private static void Each<T>(IReadOnlyList<T> items, Action<T, int> check)
    {
        for (var i = 0; i < items.Count; i++)
        {
            check(items[i], i);
        }
    }
}
