using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

[Doc("One input of the model.")]
public abstract record Feature
{
    /// <summary>The kinds; a bare expression is a number.</summary>
    public static KindTable<Feature> Kinds { get; } =
        new()
        {
            BareValue = "numeric",
            ["numeric"] = typeof(NumericFeature),
            ["categorical"] = typeof(CategoricalFeature),
        };

    [Doc("SQL expression over the log's columns."), Inline, Example("distance")]
    public required Expression Of { get; init; }
}

[Doc("A number.")]
public sealed record NumericFeature : Feature;

[Doc("A category: the trainer splits on sets of values, never on the order of codes.")]
public sealed record CategoricalFeature : Feature;
