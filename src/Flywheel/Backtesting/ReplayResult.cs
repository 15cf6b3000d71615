using Flywheel.Metrics;

namespace Flywheel.Backtesting;

/// <summary>What one strategy would have done to recorded history.</summary>
public sealed record ReplayResult
{
    /// <summary>Name of the strategy.</summary>
    public required string Name { get; init; }

    /// <summary>One point a cycle that had a model, in order.</summary>
    public required IReadOnlyList<ReplayPoint> Points { get; init; }

    /// <summary>Models trained.</summary>
    public required int Trainings { get; init; }

    /// <summary>Models put in force.</summary>
    public required int Promotions { get; init; }

    /// <summary>Rows times rounds of all trainings: their cost in a unit that is the same on every machine.</summary>
    public required long TrainingWork { get; init; }

    /// <summary>Turns with an alarm.</summary>
    public required int Alarms { get; init; }

    /// <summary>Price of the labels bought.</summary>
    public required double LabelCost { get; init; }

    /// <summary>Mean of the metric over the cycles that had a model and could be measured; NaN where there is none.</summary>
    public double Mean => Points.Select(point => point.Measured.Value).OfType<double>().DefaultIfEmpty(double.NaN).Average();
}

/// <summary>One cycle of a replay.</summary>
/// <param name="Ended">End of the cycle.</param>
/// <param name="Version">Model that scored it.</param>
/// <param name="Measured">The metric on all its labels, also those that came later.</param>
/// <param name="HeldOut">Whether these are the first model's scores on its hold-out, before it was in force.</param>
/// <param name="Decision">What the turn at the end of the cycle decided.</param>
public sealed record ReplayPoint(DateTime Ended, string Version, Measurement Measured, bool HeldOut, string Decision);
