using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Cohorts;

/// <summary>A named group of rows.</summary>
/// <param name="Name">As reports and faults name it, e.g. <c>origin=ATL</c>.</param>
/// <param name="Sql">Condition over the log's columns, in DuckDB's SQL.</param>
/// <param name="Rule">Name of the rule that made it, as cohorts.yaml has it.</param>
public sealed record Cohort(string Name, string Sql, string Rule);

[Doc("How rows are grouped.")]
public abstract record CohortRule
{
    /// <summary>The rules; adding one is a record and a line here.</summary>
    public static KindTable<CohortRule> Kinds { get; } =
        new()
        {
            BareValue = "where",
            ["where"] = typeof(CohortWhere),
            ["values"] = typeof(CohortPerValue),
            ["bands"] = typeof(CohortPerBand),
        };

    /// <summary>Its expressions over the log's columns, each with the type that it needs; checked when the strategy is loaded.</summary>
    public abstract IEnumerable<(Expression Expression, Wanted Wanted)> Expressions { get; }

    /// <summary>An expression, in the words of the strategy, that tells its cohorts apart.</summary>
    public abstract string Strata { get; }

    /// <summary>The cohorts that this rule makes.</summary>
    public abstract IEnumerable<Cohort> Expand(string name, ModelStrategy strategy);
}

[Doc("The rows for which a condition is true.")]
public sealed record CohortWhere : CohortRule
{
    [Doc("An SQL condition over the log's columns."), Inline, Example("hour(departs_at) < 5")]
    public required Expression Condition { get; init; }

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Condition, Wanted.Boolean)];

    public override string Strata => $"CASE WHEN {Condition.Text} THEN 1 ELSE 0 END";

    public override IEnumerable<Cohort> Expand(string name, ModelStrategy strategy) => [new(name, strategy.Sql(Condition), name)];
}

[Doc("One cohort for each of some values.")]
public sealed record CohortPerValue : CohortRule
{
    [Doc("A text expression."), Example("origin")]
    public required Expression Of { get; init; }

    [Doc("The values, one cohort each."), NotEmpty, Distinct, Example("[ ATL, ORD ]")]
    public required IReadOnlyList<string> In { get; init; }

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Text)];

    public override string Strata => Of.Text;

    public override IEnumerable<Cohort> Expand(string name, ModelStrategy strategy) =>
        In.Select(value => new Cohort($"{name}={value}", $"({strategy.Sql(Of)}) = {Sql.Text(value)}", name));
}

[Doc("One cohort for each band between some edges; a value on an edge belongs to the band above it.")]
public sealed record CohortPerBand : CohortRule
{
    [Doc("A numeric expression."), Example("distance")]
    public required Expression Of { get; init; }

    [Doc("The edges, ascending."), NotEmpty, Example("[ 250, 500, 1000 ]")]
    public required IReadOnlyList<double> At { get; init; }

    /// <summary>Names of the cohorts, one more than there are edges.</summary>
    public IEnumerable<string> Names(string name) =>
        [
            $"{name} < {Shown(At[0])}",
            .. At.Zip(At.Skip(1)).Select(edges => $"{name} {Shown(edges.First)}–{Shown(edges.Second)}"),
            $"{name} ≥ {Shown(At[^1])}",
        ];

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Number)];

    public override string Strata =>
        $"CASE {string.Join(' ', At.Select((edge, i) => $"WHEN ({Of.Text}) < {Shown(edge)} THEN {i}"))} ELSE {At.Count} END";

    public override IEnumerable<Cohort> Expand(string name, ModelStrategy strategy)
    {
        var of = strategy.Sql(Of);
        var conditions = At.Zip(At.Skip(1))
            .Select(edges => $"({of}) >= {Shown(edges.First)} AND ({of}) < {Shown(edges.Second)}")
            .Prepend($"({of}) < {Shown(At[0])}")
            .Append($"({of}) >= {Shown(At[^1])}");
        return Names(name).Zip(conditions, (band, condition) => new Cohort(band, condition, name));
    }

    private static string Shown(double edge) => edge.ToString(CultureInfo.InvariantCulture);
}
