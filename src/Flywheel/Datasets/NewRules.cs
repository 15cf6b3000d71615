using System.Globalization;
using Flywheel.Curation;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <remarks>
/// A rule is new when no turn up to a time has picked a point by this version of it: up to <c>since</c>, or else the time of the set's first version if a person
/// froze that, or else the model's first turn. A rule that goes back to what it said is the old one again.
/// </remarks>
[Doc(
    "What a rule of curation found that is new, or says something new: the candidate is tested on what is sampled now and was not before."
)]
public sealed record NewRules : Growth
{
    [Doc("Rules that had picked points by this time are not new."), Moment, Example("2001-02-26")]
    public string? Since { get; init; }

    public override string Said => "new-rules";

    public override bool CountsByRule => true;

    internal override string Points(Turn turn, EvaluationSetManifest? newest, EvaluationSetManifest? first)
    {
        var batches = Reservoir.Batches(turn, curated: true);
        var since =
            Since is { } named ? DateTime.Parse(named, CultureInfo.InvariantCulture)
            : first is { GrownBy: null } ? first.Time
            : batches.Select(batch => batch.AsOf).FirstOrDefault();
        var old = Reservoir.RuleVersions(turn, [.. batches.Where(batch => batch.AsOf <= since)]);
        return $"""
            SELECT id, min(rule || ' ' || rule_version) AS found_by FROM reservoir
            WHERE rule_version IS NOT NULL AND rule <> {Sql.Text(AuditStream.Name)} AND NOT list_contains(CAST({Sql.List(
                old
            )} AS VARCHAR[]), rule || ' ' || rule_version)
            GROUP BY id
            """;
    }
}
