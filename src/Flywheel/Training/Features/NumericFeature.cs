using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

[Doc("A number.")]
public sealed record NumericFeature : Feature
{
    public override Wanted Wanted => Wanted.Number;

    public override bool IsCategory => false;

    public override EncodedFeature Fit(FeatureFit fit) => new() { Name = fit.Name, Sql = fit.Sql };
}
