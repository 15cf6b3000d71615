using Flywheel.Monitoring;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

/// <summary>What a trigger may decide by.</summary>
/// <param name="AsOf">The turn's time.</param>
/// <param name="LastTraining">Time of the turn that last trained a candidate, or null.</param>
/// <param name="Window">What monitoring saw.</param>
public sealed record Signals(DateTime AsOf, DateTime? LastTraining, MonitoringRecord Window);

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
        };

    public abstract Decision Decide(Signals seen);
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
    public static Decision When(bool yes, string reason) => new(yes ? Answer.Yes : Answer.No, reason);

    public static Decision Unknown(string reason) => new(Answer.Unknown, reason);
}
