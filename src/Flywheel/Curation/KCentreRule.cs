using System.Globalization;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events that represent the others: each the farthest, by its features, from what is labelled or was picked before it.")]
public sealed record KCentreRule : CurationRule, IScores
{
    /// <summary>Labelled points that are looked at: a sample of them covers what they cover.</summary>
    private const int MostLabelled = 2000;

    [Doc("Events to pick; all that the label budget leaves without it."), AtLeast(1), Example("200")]
    public int? Count { get; init; }

    public override string Reason =>
        $"the {Count?.ToString(CultureInfo.InvariantCulture) ?? ScoredRule.WhatIsLeft} events that leave no event far from a labelled one";

    public override bool NeedsBudget => Count is null;

    public override string? WithoutChance(ModelStrategy strategy) => "each event was picked for being far from the others";

    double IScores.Least => 0;

    Scored IScores.Score(Candidates candidates, int most)
    {
        var space = candidates.Space;
        var labelled = candidates.LessonMatrix();
        var centres = space.Of(labelled.AsSpan(0, Math.Min(labelled.Length, MostLabelled * space.Columns)));
        var scores = new double[candidates.Rows];
        Array.Fill(scores, double.NaN);
        foreach (var (row, distance) in KCentre.Pick(space.Of(candidates.Matrix), centres, space.Stride, candidates.Evaluates, most))
        {
            scores[row] = distance;
        }

        return new(scores);
    }

    public override string Picks(Draw draw) => draw.Top(draw.Score, draw.Count(Count));

    public override string Probability(Draw draw) => Draw.Nothing;

    public override string Score(Draw draw) => draw.Score;
}
