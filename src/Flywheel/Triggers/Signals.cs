using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;

namespace Flywheel.Triggers;

/// <summary>What a trigger may decide by. What costs a query or a training is asked for, and only by a trigger that needs it.</summary>
/// <param name="AsOf">The turn's time.</param>
/// <param name="LastTraining">Time of the turn that last trained a candidate, or null.</param>
/// <param name="Window">What monitoring saw.</param>
public sealed record Signals(DateTime AsOf, DateTime? LastTraining, MonitoringRecord Window)
{
    /// <summary>Monitoring's checks, in the order of the window's answers.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>A metric of a cohort over a time that ends now; of <see cref="Figure.All"/> rows, or of a cohort.</summary>
    public required Func<string, string, TimeSpan, Measurement> Measure { get; init; }

    /// <summary>What has come since the last training's data ended.</summary>
    public required Func<Fresh> Fresh { get; init; }

    /// <summary>What not training has cost since the last training; to tell it, a challenger is trained.</summary>
    public required Func<CostAware, Regret> Regret { get; init; }
}

/// <summary>Points that a training would take now and that the last one could not have.</summary>
/// <param name="Since">End of the last training's data; null where nothing was trained before.</param>
/// <param name="Events">Events of the log before the hold-out.</param>
/// <param name="Labels">Of these the labelled points of the reservoir that are for training.</param>
public sealed record Fresh(DateTime? Since, long Events, long Labels);
