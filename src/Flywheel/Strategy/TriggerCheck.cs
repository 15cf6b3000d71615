using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that what triggers name exists.</summary>
internal sealed class TriggerCheck(BoundFiles bound, Faults faults) : NameCheck(bound, faults)
{
    public void Run(StrategyFile main) => Run(main.Trigger, "trigger", main);

    private void Run(Trigger trigger, string path, StrategyFile main)
    {
        var at = $"{path}.{Trigger.Kinds.WordOf(trigger.GetType())}";
        foreach (var name in trigger.Names)
        {
            CheckName(name, main, At(Join(at, name.Key)));
        }

        foreach (var lack in trigger.Lacks(main))
        {
            Add(ReferenceFaults.LacksCosts, Bound.Main!.KeyPlaceOf(Join(at, lack.Key)), lack.What, lack.Why, lack.Mend);
        }

        foreach (var (key, inner) in trigger.Inner)
        {
            Run(inner, Join(at, key), main);
        }
    }

    /// <summary>An item of an inline list has no key of its own.</summary>
    private static string Join(string path, string key) => key.StartsWith('[') ? path + key : $"{path}.{key}";
}
