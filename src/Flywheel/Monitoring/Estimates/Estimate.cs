namespace Flywheel.Monitoring.Estimates;

/// <summary>A metric of the window as it is expected before its labels, and how far to trust that.</summary>
/// <param name="Cohort">Name of the cohort, or that of all rows.</param>
/// <param name="Rows">Rows with a score.</param>
/// <param name="Value">Null where it cannot be estimated.</param>
/// <param name="SamplingError">Standard error that the metric has by chance alone in a window of as many clusters; null where the reference cannot tell.</param>
public sealed record Estimate(string Cohort, string Metric, int Rows, double? Value, double? SamplingError)
{
    /// <summary>What the estimator's own past errors make of it; null before there are ten of them.</summary>
    public Band? Band { get; init; }

    /// <summary>How its bands did in the past against those of the last known value; null before any could be compared.</summary>
    public Contest? Contest { get; init; }

    /// <summary>Past windows whose labels have told how far the estimate was off.</summary>
    public int Past { get; init; }

    /// <summary>Mean absolute error over them.</summary>
    public double? PastError { get; init; }
}

/// <summary>An interval for one more value.</summary>
public sealed record Band(double Low, double High)
{
    public double Width => High - Low;
}

/// <summary>Mean Winkler scores of bands over the same past windows; less is better.</summary>
/// <param name="Windows">Windows that were compared.</param>
/// <param name="OfEstimate">Of the estimate's bands.</param>
/// <param name="OfLastValue">Of bands around the value known last.</param>
public sealed record Contest(int Windows, double OfEstimate, double OfLastValue)
{
    public bool EstimateWins => OfEstimate < OfLastValue;
}
