using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <remarks>
/// Of a condition over what is known when an event is received the chance is count / matching. One that asks for a label or a
/// complaint is put to the events whose label or complaint arrived since the last turn: they were offered before, so no chance is known.
/// </remarks>
[Doc("Events of a failure mode that a person has described.")]
public sealed record ErrorAnalysis : MatchingRule
{
    public override bool IsOfArrivals(ModelStrategy strategy) =>
        strategy.Of(Where).Columns.Intersect([strategy.Log.Label.Column, strategy.Log.Feedback]).Any();

    public override string? WithoutChance(ModelStrategy strategy) =>
        IsOfArrivals(strategy) ? "its events were offered before, when nothing was known of them yet" : null;
}
