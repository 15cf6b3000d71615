using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

[Doc("One input of the model.")]
public abstract record Feature
{
    /// <summary>The kinds; a bare expression is a number. Adding one is a file and a line here.</summary>
    public static KindTable<Feature> Kinds { get; } =
        new()
        {
            BareValue = "numeric",
            ["numeric"] = typeof(NumericFeature),
            ["categorical"] = typeof(CategoricalFeature),
            ["one-hot"] = typeof(OneHotFeature),
            ["ordinal"] = typeof(OrdinalFeature),
            ["target"] = typeof(TargetFeature),
            ["date-parts"] = typeof(DatePartsFeature),
            ["text"] = typeof(TextFeature),
        };

    [Doc("SQL expression over the log's columns."), Inline, Example("distance")]
    public required Expression Of { get; init; }

    /// <summary>Type that its expression must have.</summary>
    public virtual Wanted Wanted => Wanted.Anything;

    /// <summary>Whether its values are names: drift compares how often each comes, else where they lie.</summary>
    public virtual bool IsCategory => true;

    /// <summary>Whether the trainer is given codes of categories, which only trees understand.</summary>
    public virtual bool IsCoded => false;

    /// <summary>SQL of the value that drift is measured of.</summary>
    /// <param name="sql">SQL of the expression.</param>
    public virtual string Watched(string sql) => sql;

    /// <summary>Learns from the training rows how a row's value becomes numbers.</summary>
    public abstract EncodedFeature Fit(FeatureFit fit);

    /// <summary>The same from rows without labels, for what compares rows with each other.</summary>
    public virtual EncodedFeature FitWithoutLabels(FeatureFit fit) => Fit(fit);
}
