using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Detectors;
using Flywheel.Monitoring.Projections;
using Flywheel.Monitoring.References;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that what monitoring names exists: columns, metrics, distances, cohorts, a profile.</summary>
internal sealed class MonitoringCheck(BoundFiles bound, string model, IFiles files, Faults faults) : NameCheck(bound, faults)
{
    public void Run(StrategyFile main)
    {
        CheckDriftNames(main);
        CheckChecks(main.Monitoring.Alert, "monitoring.alert", main);
        CheckChecks(main.Monitoring.Observe, "monitoring.observe", main);
        Each(
            main.Monitoring.Estimate?.Metrics ?? [],
            (name, i) =>
                Known(
                    name,
                    main.Task == ModelTask.Binary ? Metrics : Metrics.Intersect(ErrorSignal.Known(Task)),
                    main.Task == ModelTask.Binary ? "metric of metrics.yaml" : "metric of metrics.yaml that each row has an error of",
                    At($"monitoring.estimate.metrics[{i}]")
                )
        );
        CheckProfile(main);
    }

    private void CheckDriftNames(StrategyFile main)
    {
        foreach (var name in Bound.Projections?.Value?.Projections.Keys ?? [])
        {
            if (main.Features.ContainsKey(name) || name == main.Log.Prediction)
            {
                Add(
                    ReferenceFaults.SameName,
                    Bound.Projections!.KeyPlaceOf($"projections.{name}"),
                    $"The projection '{name}' has the name of a feature or the score.",
                    "Drift is told by name.",
                    "Give the projection another name; features are watched anyway."
                );
            }
        }

        foreach (var (name, projection) in Bound.Projections?.Value?.Learned ?? new Dictionary<string, LearnedProjection>())
        {
            if (Views(main).Contains(name) || name == main.Log.Prediction)
            {
                Add(
                    ReferenceFaults.SameName,
                    Bound.Projections!.KeyPlaceOf($"learned.{name}"),
                    $"The learned projection '{name}' has the name of a feature, a projection or the score.",
                    "Drift is told by name.",
                    "Give it another name."
                );
            }

            var of = $"learned.{name}.{LearnedProjection.Kinds.WordOf(projection.GetType())}.of";
            Each(projection.Of, (view, i) => Known(view, Views(main), "feature or projection", Bound.Projections!.PlaceOf($"{of}[{i}]")));
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
                    CheckName(name, main, At($"{at}.{name.Key}"));
                }
            }
        );

    private void CheckCohortName(string name, Place at)
    {
        if (name != Figure.All && Cohorts is { } cohorts)
        {
            Known(name, cohorts, "cohort", at);
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
}
