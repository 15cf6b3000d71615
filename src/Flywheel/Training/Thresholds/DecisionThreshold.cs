using Flywheel.OfflineTesting;
using Flywheel.Yaml;

namespace Flywheel.Training.Thresholds;

[Doc("The score from which the model says 1, learned from the validation rows and kept with the model.")]
public abstract record DecisionThreshold
{
    /// <summary>The kinds; a bare number is a fixed one. Adding one is a file and a line here.</summary>
    public static KindTable<DecisionThreshold> Kinds { get; } =
        new()
        {
            BareValue = "fixed",
            ["least-cost"] = typeof(LeastCost),
            ["best-f1"] = typeof(BestF1),
            ["recall"] = typeof(RecallAtLeast),
            ["precision"] = typeof(PrecisionAtLeast),
            ["share"] = typeof(ShareAtMost),
            ["fixed"] = typeof(FixedThreshold),
        };

    /// <summary>Whether rows that the model was not fitted to are needed to find it.</summary>
    public virtual bool IsLearned => true;

    /// <summary>Whether it follows from what errors cost.</summary>
    public virtual bool NeedsCosts => false;

    /// <summary>In the words of manifests; the threshold follows from it, the model's scores and their labels alone.</summary>
    /// <param name="costs">The strategy's; there where <see cref="NeedsCosts"/>.</param>
    public abstract string Said(CostsSection? costs);

    /// <param name="cuts">Of the validation rows' scores, calibrated where they are; one that is not <see cref="IsLearned"/> reads none.</param>
    /// <returns>In [0, 1], or above 1 where the model is never to say 1.</returns>
    public abstract double Of(IReadOnlyList<Cut> cuts, CostsSection? costs);
}
