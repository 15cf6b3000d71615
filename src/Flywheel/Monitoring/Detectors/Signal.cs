using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Detectors;

[Doc("What each event tells, one number after the other.")]
public abstract record Signal
{
    /// <summary>The kinds; a bare expression is a number.</summary>
    public static KindTable<Signal> Kinds { get; } =
        new()
        {
            BareValue = "value",
            ["value"] = typeof(ValueSignal),
            ["condition"] = typeof(ConditionSignal),
            ["error"] = typeof(ErrorSignal),
        };

    /// <summary>In words.</summary>
    public abstract string Said { get; }

    /// <summary>Whether every number is 0 or 1.</summary>
    public abstract bool IsCount { get; }

    /// <summary>Its expressions over the log's columns, each with the type that it needs.</summary>
    public virtual IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [];

    /// <summary>Its names of what is declared elsewhere.</summary>
    /// <param name="key">Of the signal.</param>
    public virtual IEnumerable<DeclaredName> Names(string key) => [];

    /// <summary>Changes to the strategy that would answer a change of it.</summary>
    /// <param name="cohort">Name of the cohort that it was seen in.</param>
    public abstract IEnumerable<StrategyChange> Advise(Observation seen, string cohort);

    /// <summary>The numbers of some rows with their events' times, both of shape [rows that tell one], in order of time and id.</summary>
    public abstract (double[] Values, DateTime[] Times) Read(ModelStrategy strategy, Slice rows);

    /// <summary>The numbers that an expression is, truth being 1.</summary>
    protected static (double[] Values, DateTime[] Times) Read(ModelStrategy strategy, Slice rows, Expression of)
    {
        var (table, times) = Ordered(strategy, rows, ($"({strategy.Sql(of)})", "value"));
        return (table.Reals("value"), times);
    }

    /// <summary>Columns of the rows in which all of them are numbers that can be squared and summed.</summary>
    /// <param name="columns">SQL of numbers, each with its name.</param>
    protected static (ColumnTable Table, DateTime[] Times) Ordered(
        ModelStrategy strategy,
        Slice rows,
        params (string Sql, string Name)[] columns
    )
    {
        var (time, id) = (Sql.Name(strategy.Log.Time), Sql.Name(strategy.Log.Id));
        var table = rows.Database.Table(
            $"""
            SELECT * FROM (
                SELECT {string.Concat(
                columns.Select(column => $"CAST({column.Sql} AS DOUBLE) AS {column.Name}, ")
            )}epoch_us({time}) AS moment, {id} AS id
                FROM log WHERE {rows.Where})
            WHERE {string.Join(" AND ", columns.Select(column => $"abs({column.Name}) <= 1e100"))} ORDER BY moment, id
            """
        );
        return (table, Array.ConvertAll(table.Wholes("moment"), moment => new DateTime(1970, 1, 1).AddMicroseconds(moment)));
    }
}

[Doc("A number.")]
public sealed record ValueSignal : Signal
{
    [Doc("SQL expression over the log's columns."), Inline, Example("score")]
    public required Expression Of { get; init; }

    public override string Said => Of.Text;

    public override bool IsCount => false;

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Number)];

    public override IEnumerable<StrategyChange> Advise(Observation seen, string cohort) => ValueAdvice.Of(seen, Of.Text, Of);

    public override (double[] Values, DateTime[] Times) Read(ModelStrategy strategy, Slice rows) => Read(strategy, rows, Of);
}

[Doc("1 where a condition is met, 0 where it is not.")]
public sealed record ConditionSignal : Signal
{
    [Doc("Condition over the log's columns."), Inline, Example("score > 0.9")]
    public required Expression Of { get; init; }

    public override string Said => Of.Text;

    public override bool IsCount => true;

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Boolean)];

    public override IEnumerable<StrategyChange> Advise(Observation seen, string cohort) => ValueAdvice.Of(seen, Of.Text, Of);

    public override (double[] Values, DateTime[] Times) Read(ModelStrategy strategy, Slice rows) => Read(strategy, rows, Of);
}

[Doc("How wrong the score that production gave was, once the label is there.")]
public sealed record ErrorSignal : Signal
{
    /// <summary>Metrics of a task that each row has an error of.</summary>
    public static IEnumerable<string> Known(ModelTask task) =>
        MetricKinds.Of(task).Where(metric => metric.ErrorOf(0, 0) is not null).Select(metric => metric.Name);

    [Doc("A metric that each row adds to: of accuracy the error is 1 where the prediction is wrong."), Inline, Example("accuracy")]
    public required string Metric { get; init; }

    public override string Said => $"error of {Metric}";

    public override bool IsCount => Metric == new Accuracy().Name;

    public override IEnumerable<DeclaredName> Names(string key) => [new($"{key}.error", Metric, NameOf.RowError)];

    public override IEnumerable<StrategyChange> Advise(Observation seen, string cohort) =>
        cohort == Figure.All ? [] : CohortAdvice.Of(seen.Strategy, Metric, cohort);

    public override (double[] Values, DateTime[] Times) Read(ModelStrategy strategy, Slice rows)
    {
        var metric = strategy.Metric(Metric);
        var (table, times) = Ordered(
            strategy,
            rows,
            (strategy.Target.Number(Sql.Name(strategy.Log.Label.Column)), "label"),
            (strategy.Target.Number(Sql.Name(strategy.Log.Prediction)), "score")
        );
        var (label, score) = (table.Reals("label"), table.Reals("score"));
        return ([.. label.Zip(score, (actual, said) => metric.ErrorOf(actual, said)!.Value)], times);
    }
}
