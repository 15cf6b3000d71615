using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Distances;
using Flywheel.Monitoring.Drills;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A column's distance from the reference, held against a limit: effect size, never a p-value.")]
public sealed record DriftCheck : Check
{
    [Doc("A feature, a projection, or the score."), Example("score")]
    public required string Of { get; init; }

    [Doc("One of the strategy's distances."), Example("psi")]
    public required string Distance { get; init; }

    [Doc("Largest distance that is good."), AtLeast(0), Example("0.2")]
    public required double Above { get; init; }

    public override string Said => $"{Distance} of {Of} ≤ {Shown(Above)}";

    public override IEnumerable<DeclaredName> Names => [new("of", Of, NameOf.Watched), new("distance", Distance, NameOf.Distance)];

    public override bool TakesProfiles => true;

    public override Verdict Judge(Observation seen)
    {
        var drift = seen.Drifts.FirstOrDefault(drift => drift.Column == Of && drift.Distance == Distance);
        return drift is null
            ? Verdict.NotEnoughEvidence($"{Of} has no reference yet, or no finite value in the window")
            : Verdict.When(drift.Value > Above, $"{Of} is at {Shown(drift.Value)} ({drift.Convention}), limit {Shown(Above)}");
    }

    public override double? Number(Observation seen) =>
        seen.Drifts.FirstOrDefault(drift => drift.Column == Of && drift.Distance == Distance)?.Value;

    /// <remarks>Of a category more labels of its rare values; of a number cohorts by the quarters of the reference, so that a loss in one of them is seen.</remarks>
    public override IEnumerable<StrategyChange> Advise(Observation seen)
    {
        var of = seen.Strategy.Main.Features.TryGetValue(Of, out var feature)
            ? feature.Of
            : seen.Strategy.ProjectionsFile.Projections.GetValueOrDefault(Of);
        if (of is null || seen.Columns.FirstOrDefault(column => column.Name == Of) is not { } column)
        {
            return [];
        }

        if (!column.IsNumeric)
        {
            return
            [
                new(
                    StrategyLoader.CurationName,
                    ["rules"],
                    $"- stratified: {{ by: {StrategyChange.Quoted(of.Text)}, per-stratum: 100 }}",
                    $"Of each {Of} up to 100 points a cycle are kept for training, of those that have become frequent too."
                ),
            ];
        }

        var reference = seen.Reference is { } before ? column.Read(before.Database, before.Where) : null;
        var edges = reference is not { Total: > 0 }
            ? []
            : new[] { 0.25, 0.5, 0.75 }
                .Select(reference.Quantile)
                .Distinct()
                .Select(edge => edge.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
                .ToList();
        return edges.Count == 0
            ? []
            :
            [
                new(
                    StrategyLoader.CohortsName,
                    ["cohorts"],
                    $"{StrategyChange.Name(Of)}-quarter: {{ bands: {{ of: {StrategyChange.Quoted(of.Text)}, at: [ {string.Join(", ", edges)} ] }} }}",
                    $"The quarters of {Of} in the reference become cohorts: what the drift does to each is measured, and gates can ask for it."
                ),
            ];
    }

    public override Drill? Drill(Observation seen) =>
        new DriftDrill(seen, seen.Columns.First(column => column.Name == Of), DistanceKinds.Named(Distance)).Run();
}
