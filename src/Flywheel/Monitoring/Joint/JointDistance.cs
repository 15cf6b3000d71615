using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Joint;

[Doc("How far the rows of the window are from those of the reference, all columns together.")]
public abstract record JointDistance
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<JointDistance> Kinds { get; } =
        new()
        {
            ["mmd"] = typeof(MaximumMeanDiscrepancy),
            ["sliced-earth-movers"] = typeof(SlicedEarthMovers),
            ["domain-classifier"] = typeof(DomainClassifier),
        };

    /// <summary>Its name in YAML and in reports.</summary>
    public string Name => Kinds.WordOf(GetType());

    /// <summary>The convention behind the number.</summary>
    public abstract string Convention { get; }

    /// <summary>The distance; null where a side is too small for one.</summary>
    /// <param name="engine">Fits models.</param>
    /// <param name="seed">The strategy's.</param>
    public abstract JointValue? Between(JointSample sample, ITrainer engine, int seed);

    /// <summary>Why there is none.</summary>
    public abstract string WhyAbsent { get; }
}

/// <summary>A distance of many columns.</summary>
/// <param name="Value">Finite.</param>
public sealed record JointValue(double Value)
{
    /// <summary>Names of the columns that tell the sides apart most, the first one most of all; none where the distance does not know.</summary>
    public IReadOnlyList<string> Moved { get; init; } = [];
}
