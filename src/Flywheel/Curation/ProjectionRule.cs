using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events that a small model takes for some examples: it is trained to tell these from the candidates.")]
public sealed record ProjectionRule : ScoredRule
{
    [Doc("Ids of the events that it learns to recognise; a dozen or more."), NotEmpty, Distinct, Example("[ 1017, 2213, 4401 ]")]
    public required IReadOnlyList<string> Examples { get; init; }

    protected override string Wanted => $"that a model takes for one of {Examples.Count} examples";

    public override Scored Score(Candidates candidates, int most)
    {
        var examples = candidates.MatrixOf(Examples);
        return candidates.Rows < CrossFitting.Fewest
            ? Scored.None($"there are fewer than {CrossFitting.Fewest} candidates to tell the examples from")
            : new(CrossFitting.DensityRatio(candidates, examples));
    }
}
