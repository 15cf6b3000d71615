using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <remarks>
/// Of a condition over what is known when an event is received the chance is count / matching. One that asks for a label or a
/// complaint is put to the events whose label or complaint arrived since the last turn: they were offered before, so no chance is known.
/// </remarks>
[Doc("Events of a failure mode that a person has described.")]
public sealed record ErrorAnalysis : CurationRule
{
    [Doc("Condition over the log's columns, the score, the complaint and, where labels are free, the label.")]
    [Inline, Example("score > 0.9 AND distance < 250")]
    public required Expression Where { get; init; }

    [Doc("Most events to pick, drawn from all that meet it alike; all of them without it."), AtLeast(1), Example("200")]
    public int? Count { get; init; }

    public override string Reason =>
        $"{(Count is { } count ? $"{count.ToString(CultureInfo.InvariantCulture)} " : "")}events with {Where.Text}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Where, Wanted.Boolean)];

    public override bool SeesArrivals => true;

    public override bool IsOfArrivals(ModelStrategy strategy) =>
        strategy.Of(Where).Columns.Intersect([strategy.Log.Label.Column, strategy.Log.Feedback]).Any();

    public override string? WithoutChance(ModelStrategy strategy) =>
        IsOfArrivals(strategy) ? "its events were offered before, when nothing was known of them yet" : null;

    public override string Picks(Draw draw) => Matching.Picks(draw, Where, Count);

    public override string Probability(Draw draw) => IsOfArrivals(draw.Strategy) ? Draw.Nothing : Matching.Probability(draw, Where, Count);
}
