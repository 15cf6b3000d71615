using Flywheel.Expressions;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <remarks>A point is offered once: to the first version after both the point and its label have come. So no weekday is left out because its labels come a day later.</remarks>
[Doc("Points that came since the newest version, of every rule or of some, that meet a condition.")]
public sealed record Curated : Growth
{
    [Doc("Condition over the log's columns; every point without it."), Inline, Example("distance >= 2000")]
    public Expression? Where { get; init; }

    [Doc("Rules of curation.yaml whose points join; those of every rule without it."), Distinct, Example("[ random ]")]
    public IReadOnlyList<string> Rules { get; init; } = [];

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions =>
        Where is { } condition ? [(condition, Wanted.Boolean)] : [];

    public override IReadOnlyList<string> RuleNames => Rules;

    public override string Said =>
        $"curated{(Where is { } condition ? $" where {condition.Text}" : "")}{(Rules.Count > 0 ? $" by {string.Join(", ", Rules)}" : "")}";

    public override bool CountsByRule => false;

    internal override string Points(Turn turn, EvaluationSetManifest? newest, EvaluationSetManifest? first)
    {
        // Evaluation ids are offered to curation when they are received, and only then.
        var since = newest is null ? "TRUE" : $"greatest(log.received_at, log.label_received_at) > {Sql.Time(newest.Time)}";
        var rules = Rules.Count == 0 ? "TRUE" : $"list_contains({Sql.List(Rules)}, rule)";
        return $"""
            SELECT log.{turn.Log.Id} AS id, '' AS found_by
            FROM log SEMI JOIN (SELECT id FROM reservoir WHERE {rules}) AS picked ON picked.id = log.{turn.Log.Id}
            WHERE {since} AND ({(Where is { } condition ? turn.Strategy.Sql(condition) : "TRUE")})
            """;
    }
}
