using Flywheel.Logging.Targets;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("What is trained.")]
public abstract record Trainer
{
    public static KindTable<Trainer> Kinds { get; } = new() { ["xgboost"] = typeof(XGBoostTrainer) };

    /// <summary>Its name in YAML and in manifests.</summary>
    public string Name => Kinds.WordOf(GetType());

    /// <summary>Passes over the data.</summary>
    public abstract int Rounds { get; init; }

    /// <summary>The engine's own parameters by the engine's own names, in a fixed order.</summary>
    public abstract IReadOnlyDictionary<string, string> Parameters(Target target, int seed);
}
