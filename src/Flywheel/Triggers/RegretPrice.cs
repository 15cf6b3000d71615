using Flywheel.Metrics;

namespace Flywheel.Triggers;

/// <summary>How a difference between two models becomes money.</summary>
/// <param name="By">What the history calls it.</param>
/// <param name="Metric">What the difference is measured in.</param>
/// <param name="PerEvent">Money of one unit of the metric for one event, positive.</param>
/// <param name="Training">Money of one training with its review and roll-out, positive.</param>
/// <param name="Challenger">Money of training one challenger; null where no costs are declared.</param>
/// <param name="Currency">Name of the money; may be empty.</param>
public sealed record RegretPrice(string By, Metric Metric, double PerEvent, double Training, double? Challenger, string Currency);
