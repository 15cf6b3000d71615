using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events whose label is expected to move the model in force most: the expected length of the loss's gradient.")]
public sealed record ExpectedGradient : ScoredRule
{
    protected override string Wanted => "whose label is expected to move the model in force most";

    public override Scored Score(Candidates candidates, int most) =>
        candidates.Chances() is { } chances ? new(chances.Each(Chances.ExpectedGradient)) : Scored.None(Candidates.NoModel);
}
