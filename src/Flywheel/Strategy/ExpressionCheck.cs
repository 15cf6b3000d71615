using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks every expression of a strategy against the log's columns.</summary>
internal sealed class ExpressionCheck(BoundFiles bound, ExpressionChecker checker, Faults faults)
{
    private readonly Dictionary<string, CheckedExpression> found = new(StringComparer.Ordinal);

    /// <summary>The good ones, by their text.</summary>
    public IReadOnlyDictionary<string, CheckedExpression> Checked => found;

    public void Run()
    {
        // Without the log's columns there is nothing to check against; that file's own faults are told already.
        if (bound is not { Columns: { } events, Schema: { } scored })
        {
            return;
        }

        if (bound.Main?.Value is { } main)
        {
            CheckMain(main);
        }

        foreach (var projection in bound.Projections?.Value?.Projections.Values ?? [])
        {
            Check(projection, Wanted.Anything, scored);
        }

        // Evaluation sets have cohorts too, and no score: cohorts are made of the declared columns alone.
        CheckAll((bound.Cohorts?.Value?.Cohorts.Values ?? []).SelectMany(cohort => cohort.Expressions), events);
        var curation = bound.Curation?.Value;

        // A label that could read the score would teach the model what it says already.
        CheckAll(curation?.Labels.Expressions(bound.Main?.Value?.Task ?? default) ?? [], events);
        foreach (var rule in curation?.Rules ?? [])
        {
            CheckAll(
                rule.Expressions,
                rule.SeesArrivals && bound.Main?.Value is { } of ? Arrived(of, curation!.Labels.MustBeBought) : scored
            );
        }
    }

    /// <summary>What may have arrived after an event; a label that must be bought is known only of events that were picked before.</summary>
    private static Dictionary<string, SqlType> Arrived(StrategyFile main, bool bought)
    {
        var columns = new Dictionary<string, SqlType>(main.Schema, StringComparer.Ordinal) { [main.Log.Feedback] = SqlType.Boolean };
        if (!bought)
        {
            columns[main.Log.Label.Column] = Logging.Targets.Target.Of(main).Label;
        }

        return columns;
    }

    private void CheckMain(StrategyFile main)
    {
        var events = main.Log.Columns;
        Check(main.Log.Cluster, Wanted.Anything, events);
        foreach (var condition in main.Log.Quarantine.Values)
        {
            Check(condition, Wanted.Boolean, events);
        }

        CheckAll(main.Log.Keep.Expressions, main.Schema);
        foreach (var feature in main.Features.Values)
        {
            // A feature that could read the score would feed the model to itself.
            Check(feature.Of, feature.Wanted, events);
        }

        CheckAll(main.OfflineTest.Grow.Values.SelectMany(growth => growth.Expressions), events);
        CheckAll(main.OfflineTest.Expectations.Values.SelectMany(expectation => expectation.Expressions), events);
        CheckAll(main.Dataset.Points.Expressions, events);
        CheckAll(main.Monitoring.Alert.Concat(main.Monitoring.Observe).SelectMany(check => check.Expressions), main.Schema);
    }

    private void CheckAll(IEnumerable<(Expression Expression, Wanted Wanted)> expressions, IReadOnlyDictionary<string, SqlType> schema)
    {
        foreach (var (expression, wanted) in expressions)
        {
            Check(expression, wanted, schema);
        }
    }

    private void Check(Expression expression, Wanted wanted, IReadOnlyDictionary<string, SqlType> schema)
    {
        var wrong = new List<Fault>();
        if (checker.Check(expression, schema, wanted, wrong) is { } good)
        {
            found[expression.Text] = good;
        }

        faults.AddRange(wrong);
    }
}
