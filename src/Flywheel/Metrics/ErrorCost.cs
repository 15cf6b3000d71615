namespace Flywheel.Metrics;

/// <summary>What a thousand rows cost when every score at or above a threshold is acted on; with costs of 1 and 0, a count of errors.</summary>
/// <param name="name">What reports call it.</param>
/// <param name="threshold">In [0, 1]; a model with one of its own is judged by that.</param>
/// <param name="falsePositive">Cost of acting on a negative row.</param>
/// <param name="falseNegative">Cost of not acting on a positive row.</param>
public sealed class ErrorCost(string name, double threshold, double falsePositive, double falseNegative) : MeanMetric
{
    /// <summary>How many rows the cost is of.</summary>
    public const double Rows = 1000;

    public override string Name => name;

    public override string Definition => "errors at the operating threshold, weighed by their cost, in a thousand rows";

    public override int Direction => -1;

    public override Metric At(double? threshold) => threshold is { } own ? new ErrorCost(name, own, falsePositive, falseNegative) : this;

    protected override double Mean(double label, double score) =>
        (score >= threshold, label == 1) switch
        {
            (true, false) => Rows * falsePositive,
            (false, true) => Rows * falseNegative,
            _ => 0,
        };
}
