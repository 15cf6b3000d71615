using Flywheel.Yaml;

namespace Flywheel.Training.Features;

[Doc("A category: the trainer splits on sets of values, never on the order of codes.")]
public sealed record CategoricalFeature : Feature
{
    public override bool IsCoded => true;

    public override EncodedFeature Fit(FeatureFit fit) =>
        new()
        {
            Name = fit.Name,
            Sql = fit.Sql,
            Vocabulary = fit.Values(),
        };
}
