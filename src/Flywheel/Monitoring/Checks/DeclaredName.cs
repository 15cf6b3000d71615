namespace Flywheel.Monitoring.Checks;

/// <summary>A name in a check that must be declared elsewhere; told when the strategy is loaded.</summary>
/// <param name="Key">The check's own key, e.g. <c>of[0]</c>.</param>
public sealed record DeclaredName(string Key, string Name, NameOf Of)
{
    /// <summary>The names of a list.</summary>
    public static IEnumerable<DeclaredName> Each(string key, IEnumerable<string> names, NameOf of) =>
        names.Select((name, i) => new DeclaredName($"{key}[{i}]", name, of));
}

/// <summary>Where a name is declared.</summary>
public enum NameOf
{
    /// <summary>A metric of metrics.yaml.</summary>
    Metric,

    /// <summary>A metric of <c>monitoring.estimate</c>.</summary>
    EstimatedMetric,

    /// <summary>A metric that each row has an error of.</summary>
    RowError,

    /// <summary>A distance of metrics.yaml.</summary>
    Distance,

    /// <summary>Any distance that there is.</summary>
    AnyDistance,

    /// <summary>A feature or a projection.</summary>
    View,

    /// <summary>A feature, a projection, learned or not, or the score.</summary>
    Watched,

    /// <summary>A column of the log.</summary>
    Column,

    /// <summary>A cohort of cohorts.yaml.</summary>
    Cohort,

    /// <summary>An evaluation set of <c>offline-test</c>.</summary>
    EvaluationSet,

    /// <summary>What <c>offline-test.expectations</c> names.</summary>
    Expectation,

    /// <summary>A check of monitoring, by its kind or in its own words.</summary>
    Check,
}
