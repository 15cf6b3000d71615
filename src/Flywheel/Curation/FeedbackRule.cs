using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events that users complained of, once the complaint arrives.")]
public sealed record FeedbackRule : MatchingRule
{
    public override bool IsOfArrivals(ModelStrategy strategy) => true;

    public override string? WithoutChance(ModelStrategy strategy) => "who complains is nobody's draw";
}
