using System.Globalization;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("When a candidate is trained.")]
public abstract record Trigger
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<Trigger> Kinds { get; } =
        new()
        {
            ["manual"] = typeof(Manual),
            ["every"] = typeof(Every),
            ["metric"] = typeof(MetricBelow),
            ["any"] = typeof(Any),
            ["all"] = typeof(AllOf),
            ["at-least"] = typeof(AtLeastOf),
            ["cool-down"] = typeof(CoolDown),
            ["new-data"] = typeof(NewData),
            ["drift"] = typeof(DriftAbove),
            ["quality"] = typeof(Quality),
            ["cost-aware"] = typeof(CostAware),
        };

    /// <summary>Its names of what is declared elsewhere; checked when the strategy is loaded.</summary>
    public virtual IEnumerable<DeclaredName> Names => [];

    /// <summary>The triggers that it is made of, each under the key that leads to it, e.g. <c>[0]</c> or <c>of</c>.</summary>
    public virtual IEnumerable<(string Key, Trigger Trigger)> Inner => [];

    /// <summary>What it needs to know of costs that the strategy does not say; told when the strategy is loaded.</summary>
    public virtual IEnumerable<Contradiction> Lacks(StrategyFile strategy) => [];

    public abstract Decision Decide(Signals seen);

    /// <summary>A number in the words of a reason.</summary>
    protected static string Shown(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Some triggers by the keys of their list.</summary>
    protected static IEnumerable<(string Key, Trigger Trigger)> Each(IReadOnlyList<Trigger> of, string key = "") =>
        of.Select((trigger, i) => ($"{key}[{i}]", trigger));
}

/// <summary>Whether to train; unknown where there was nothing to decide by.</summary>
public enum Answer
{
    No,
    Yes,
    Unknown,
}

/// <summary>An answer with the sentence that the ledger keeps.</summary>
public sealed record Decision(Answer Answer, string Reason)
{
    /// <summary>The decisions that it was made of, in the order of the strategy; null where it was made of none.</summary>
    public IReadOnlyList<Part>? Of { get; init; }

    public static Decision When(bool yes, string reason) => new(yes ? Answer.Yes : Answer.No, reason);

    public static Decision Unknown(string reason) => new(Answer.Unknown, reason);
}

/// <summary>A trigger's decision within another one's.</summary>
/// <param name="Trigger">The word that picks its kind.</param>
public sealed record Part(string Trigger, Decision Decision)
{
    /// <summary>Asks a trigger.</summary>
    public static Part Ask(Trigger trigger, Signals seen) => new(Triggers.Trigger.Kinds.WordOf(trigger.GetType()), trigger.Decide(seen));
}
