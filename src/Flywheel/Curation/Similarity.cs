using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("The nearest neighbours of some events, by their features.")]
public sealed record Similarity : RankedRule
{
    [Doc("Ids of the events to look for the like of."), NotEmpty, Distinct, Example("[ 1017, 2213 ]")]
    public required IReadOnlyList<string> Examples { get; init; }

    public override string Reason => $"the {Asked(Count)} events nearest to one of {Examples.Count} examples";

    public override string? WithoutChance(ModelStrategy strategy) => "the nearest were picked, and the others had no chance";

    public override Scored Score(Candidates candidates, int most)
    {
        var space = candidates.Space;
        var nearest = new float[candidates.Rows];
        Array.Fill(nearest, float.PositiveInfinity);
        KCentre.Approach(space.Of(candidates.Matrix), space.Of(candidates.MatrixOf(Examples)), space.Stride, nearest);
        var examples = Examples.ToHashSet(StringComparer.Ordinal);
        var ids = candidates.Ids;
        return new([.. nearest.Select((square, i) => examples.Contains(ids[i]) ? double.NaN : -Math.Sqrt(square))]);
    }
}
