using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events that users complained of, once the complaint arrives.")]
public sealed record FeedbackRule : CurationRule
{
    [Doc("Condition over the log's columns, the score, the complaint and, where labels are free, the label.")]
    [Inline, Example("complaint AND score < 0.2")]
    public required Expression Where { get; init; }

    [Doc("Most events to pick; all of them without it."), AtLeast(1), Example("200")]
    public int? Count { get; init; }

    public override string Reason =>
        $"{(Count is { } count ? $"{count.ToString(CultureInfo.InvariantCulture)} " : "")}events with {Where.Text}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Where, Wanted.Boolean)];

    public override bool SeesArrivals => true;

    public override bool IsOfArrivals(ModelStrategy strategy) => true;

    public override string? WithoutChance(ModelStrategy strategy) => "who complains is nobody's draw";

    public override string Picks(Draw draw) => Matching.Picks(draw, Where, Count);

    public override string Probability(Draw draw) => Draw.Nothing;
}
