using Flywheel.Cohorts;
using Flywheel.Metrics;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Detectors;
using Flywheel.Monitoring.Distances;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Looks names up in the place that declares them, and tells those that are not there.</summary>
internal abstract class NameCheck(BoundFiles bound, Faults faults)
{
    protected BoundFiles Bound => bound;

    protected Faults Faults => faults;

    protected ModelTask Task => bound.Main?.Value?.Task ?? ModelTask.Binary;

    protected IReadOnlyList<string> Metrics => (bound.Metrics?.Value ?? new()).Metrics;

    protected IReadOnlyList<string> Distances => (bound.Metrics?.Value ?? new()).Distances;

    /// <summary>Names of the cohorts; null where their file has faults of its own.</summary>
    protected IEnumerable<string>? Cohorts =>
        (Bound.Cohorts is null ? new() : Bound.Cohorts.Value)?.Cohorts.SelectMany(rule => Names(rule.Key, rule.Value));

    protected Place At(string path) => bound.Main!.PlaceOf(path);

    /// <summary>Looks a name up where its kind is declared.</summary>
    protected void CheckName(DeclaredName name, StrategyFile main, Place at)
    {
        if (name.Of == NameOf.Cohort && Cohorts is null)
        {
            return;
        }

        var (known, what) = Declared(name.Of, main);
        Known(name.Name, known, what, at);
    }

    protected bool Known(string name, IEnumerable<string> known, string what, Place at)
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
            names.Count == 0 ? "There is none." : $"There are: {Listing.Of(names)}.",
            near is null ? "Write one of them, or declare it." : $"Did you mean '{near}'?"
        );
        return false;
    }

    protected void Add(string code, Place at, string what, string why, string mend) => faults.Add(new(code, at, what, why, mend));

    protected static void Each<T>(IReadOnlyList<T> items, Action<T, int> check)
    {
        for (var i = 0; i < items.Count; i++)
        {
            check(items[i], i);
        }
    }

    /// <summary>What is declared of a kind, and what one of it is called.</summary>
    private (IEnumerable<string> Names, string What) Declared(NameOf of, StrategyFile main) =>
        of switch
        {
            NameOf.Metric => (Metrics, "metric of metrics.yaml"),
            NameOf.EstimatedMetric => (main.Monitoring.Estimate?.Metrics ?? [], "metric of monitoring.estimate"),
            NameOf.RowError => (ErrorSignal.Known(Task), "metric that each row has an error of"),
            NameOf.Distance => (Distances, "distance of metrics.yaml"),
            NameOf.AnyDistance => (DistanceKinds.All.Select(kind => kind.Name), "distance"),
            NameOf.View => (Views(main), "feature or projection"),
            NameOf.Watched => (
                Views(main).Prepend(main.Log.Prediction).Concat(Bound.Projections?.Value?.Learned?.Keys ?? []),
                "feature, projection or score"
            ),
            NameOf.Cohort => (Cohorts ?? [], "cohort"),
            NameOf.EvaluationSet => (
                main.OfflineTest.EvaluationSets.Keys.Concat(main.OfflineTest.Grow.Keys).Distinct(),
                "evaluation set of offline-test"
            ),
            NameOf.Expectation => (main.OfflineTest.Expectations.Keys, "expectation of offline-test"),
            NameOf.Check => (ChecksOf(main), "check of monitoring"),
            _ => (main.Schema.Keys, "column"),
        };

    protected IEnumerable<string> Views(StrategyFile main) => main.Features.Keys.Concat(Bound.Projections?.Value?.Projections.Keys ?? []);

    /// <summary>Kinds of the checks that are there, then each in its own words.</summary>
    private static IEnumerable<string> ChecksOf(StrategyFile main)
    {
        var checks = main.Monitoring.Alert.Concat(main.Monitoring.Observe).ToList();
        return checks.Select(check => Check.Kinds.WordOf(check.GetType())).Concat(checks.Select(check => check.Said)).Distinct();
    }

    /// <summary>Names of the cohorts that a rule makes, without their conditions.</summary>
    protected static IEnumerable<string> Names(string name, CohortRule rule) =>
        rule switch
        {
            CohortPerValue values => values.In.Select(value => $"{name}={value}"),
            CohortPerBand bands => bands.Names(name),
            _ => [name],
        };
}
