using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events that differ most from the labelled points: a classifier tells the two apart.")]
public sealed record Discriminator : ScoredRule
{
    protected override string Wanted => "that differ most from the labelled points";

    public override Scored Score(Candidates candidates, int most)
    {
        if (candidates.TooFew is { } why)
        {
            return Scored.None(why);
        }

        return new(Array.ConvertAll(CrossFitting.DensityRatio(candidates, candidates.LessonMatrix()), ratio => 1 / ratio));
    }
}
