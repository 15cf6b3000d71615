using Flywheel.Yaml;

namespace Flywheel.Rollout;

[Doc("How an accepted candidate reaches production.")]
public abstract record RolloutPlan
{
    public static KindTable<RolloutPlan> Kinds { get; } = new() { ["at-once"] = typeof(AtOnce) };
}

[Doc("Production follows the pointer as soon as the proposal is merged.")]
public sealed record AtOnce : RolloutPlan;
