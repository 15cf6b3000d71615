using Flywheel.Cohorts;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <remarks>Each cohort draws by a hash of its own, so the chance of an event in several is 1 - Π(1 - π), as of several rules.</remarks>
[Doc("A number of events of its own for each of some cohorts.")]
public sealed record CohortQuotas : CurationRule
{
    [Doc(
        "Events of each cohort by its name, or by the name of its rule for each cohort that the rule makes; all of them where it has fewer."
    )]
    [EntryNames(@"\S(.*\S)?", "the name of a cohort"), NotEmpty, AtLeast(1), Inline, Example("{ island: 200, origin=ATL: 100 }")]
    public required IReadOnlyDictionary<string, int> Quotas { get; init; }

    public override string Reason => $"so many of each cohort: {string.Join(", ", Quotas.Select(quota => $"{quota.Key} {quota.Value}"))}";

    public override string Picks(Draw draw) =>
        string.Join(
            " OR ",
            Of(draw.Strategy)
                .Select(quota =>
                    $"({Within(quota.Cohort)} AND row_number() OVER (PARTITION BY {Within(quota.Cohort)} ORDER BY {Hash(draw, quota.Cohort)}, {draw.Id}) <= {quota.Count})"
                )
        );

    public override string Probability(Draw draw) =>
        $"1 - {string.Join(" * ", Of(draw.Strategy).Select(quota => $"(1 - CASE WHEN {Within(quota.Cohort)} THEN least(1, {quota.Count} / CAST(count(*) FILTER ({Within(quota.Cohort)}) OVER () AS DOUBLE)) ELSE 0 END)"))}";

    private IEnumerable<(Cohort Cohort, int Count)> Of(ModelStrategy strategy) =>
        Quotas.SelectMany(quota =>
            strategy.Cohorts.Where(cohort => cohort.Name == quota.Key || cohort.Rule == quota.Key).Select(cohort => (cohort, quota.Value))
        );

    private static string Within(Cohort cohort) => $"coalesce({cohort.Sql}, FALSE)";

    private static string Hash(Draw draw, Cohort cohort) => $"md5({draw.Hash} || {Sql.Text($"/{cohort.Name}")})";
}
