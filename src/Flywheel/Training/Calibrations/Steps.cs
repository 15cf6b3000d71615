using Flywheel.Metrics;

namespace Flywheel.Training.Calibrations;

/// <summary>A non-decreasing function through points, straight between them.</summary>
public sealed record Steps : Calibration
{
    private readonly Isotonic function;

    public Steps(Isotonic function)
        : this(function.Scores, function.Values) { }

    /// <param name="scores">Ascending, shape [points].</param>
    /// <param name="values">In [0, 1], not descending, shape [points].</param>
    [System.Text.Json.Serialization.JsonConstructor]
    public Steps(IReadOnlyList<double> scores, IReadOnlyList<double> values)
    {
        function = new([.. scores], [.. values]);
        (Scores, Values) = (scores, values);
    }

    public IReadOnlyList<double> Scores { get; }

    public IReadOnlyList<double> Values { get; }

    public override double Of(double score) => function.Of(score);
}
