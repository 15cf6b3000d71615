using System.Globalization;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("The nearest neighbours of some events, by their features.")]
public sealed record Similarity : CurationRule, IScores
{
    [Doc("Ids of the events to look for the like of."), NotEmpty, Distinct, Example("[ 1017, 2213 ]")]
    public required IReadOnlyList<string> Examples { get; init; }

    [Doc("Events to pick; all that the label budget leaves without it."), AtLeast(1), Example("100")]
    public int? Count { get; init; }

    public override string Reason =>
        $"the {Count?.ToString(CultureInfo.InvariantCulture) ?? ScoredRule.WhatIsLeft} events nearest to one of {Examples.Count} examples";

    public override bool NeedsBudget => Count is null;

    public override string? WithoutChance(ModelStrategy strategy) => "the nearest were picked, and the others had no chance";

    double IScores.Least => 0;

    Scored IScores.Score(Candidates candidates, int most)
    {
        var space = candidates.Space;
        var nearest = new float[candidates.Rows];
        Array.Fill(nearest, float.PositiveInfinity);
        KCentre.Approach(space.Of(candidates.Matrix), space.Of(candidates.MatrixOf(Examples)), space.Stride, nearest);
        var examples = Examples.ToHashSet(StringComparer.Ordinal);
        var ids = candidates.Ids;
        return new([.. nearest.Select((square, i) => examples.Contains(ids[i]) ? double.NaN : -Math.Sqrt(square))]);
    }

    public override string Picks(Draw draw) => draw.Top(draw.Score, draw.Count(Count));

    public override string Probability(Draw draw) => Draw.Nothing;

    public override string Score(Draw draw) => draw.Score;
}
