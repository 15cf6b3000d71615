using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events that represent the others: each the farthest, by its features, from what is labelled or was picked before it.")]
public sealed record KCentreRule : RankedRule
{
    /// <summary>Labelled points that are looked at: a sample of them covers what they cover.</summary>
    private const int MostLabelled = 2000;

    public override string Reason => $"the {Asked(Count)} events that leave no event far from a labelled one";

    public override string? WithoutChance(ModelStrategy strategy) => "each event was picked for being far from the others";

    public override Scored Score(Candidates candidates, int most)
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
}
