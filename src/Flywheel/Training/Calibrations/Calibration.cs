using System.Text.Json.Serialization;
using Flywheel.Metrics;

namespace Flywheel.Training.Calibrations;

/// <summary>What makes a probability of a score; kept with the model.</summary>
[JsonDerivedType(typeof(Platt), "platt")]
[JsonDerivedType(typeof(Steps), "isotonic")]
public abstract record Calibration
{
    /// <summary>Learns it from rows that the model was not fitted to.</summary>
    /// <param name="scores">In [0, 1], shape [rows], at least one.</param>
    /// <param name="labels">1 or 0, shape [rows].</param>
    /// <param name="weights">Positive, shape [rows].</param>
    public static Calibration? Learn(CalibrationKind kind, double[] scores, double[] labels, double[] weights) =>
        kind switch
        {
            CalibrationKind.Platt => Platt.Fit(scores, labels, weights),
            CalibrationKind.Isotonic => new Steps(Isotonic.Fit(scores, labels, weights)),
            _ => null,
        };

    /// <summary>In [0, 1].</summary>
    public abstract double Of(double score);
}
