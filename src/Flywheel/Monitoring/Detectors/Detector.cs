using Flywheel.Yaml;

namespace Flywheel.Monitoring.Detectors;

[Doc("What finds a change in values that come one by one.")]
public abstract record Detector
{
    /// <summary>Values without which no detector says anything.</summary>
    public const int FewestValues = 30;

    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<Detector> Kinds { get; } =
        new()
        {
            ["page-hinkley"] = typeof(PageHinkley),
            ["ddm"] = typeof(Ddm),
            ["adwin"] = typeof(Adwin),
        };

    /// <summary>Whether it counts errors, so that a value must be 0 or 1.</summary>
    public virtual bool Counts => false;

    /// <summary>Begins a stream.</summary>
    /// <returns>Takes the next value, which is finite, and answers whether a change is found at it; after one the detector has forgotten all before.</returns>
    public abstract Func<double, bool> Begin();
}
