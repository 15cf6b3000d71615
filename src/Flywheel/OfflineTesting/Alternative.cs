using Flywheel.Metrics;

namespace Flywheel.OfflineTesting;

/// <summary>What could be done to the model in force for nothing, by one metric.</summary>
/// <param name="Name">One of <see cref="Alternatives"/>.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Measured">The changed model.</param>
/// <param name="FromCurrent">The changed model less the model in force, paired.</param>
/// <param name="CandidateLess">The candidate less the changed model, paired.</param>
public sealed record Alternative(string Name, string Metric, Measurement Measured, Measurement FromCurrent, Measurement CandidateLess);
