namespace Flywheel.Metrics;

/// <summary>Numbers that are taken for independent draws from one normal distribution.</summary>
/// <param name="values">At least two, in a fixed order.</param>
public sealed class NormalSample(IReadOnlyList<double> values)
{
    public double Mean { get; } = values.Average();

    /// <summary>Standard error of the mean.</summary>
    public double Error => Math.Sqrt(Variance / values.Count);

    /// <summary>Standard deviation of one more draw from the mean of these.</summary>
    public double ErrorOfOneMore => Math.Sqrt(Variance * (1 + (1.0 / values.Count)));

    private double Variance => values.Sum(value => (value - Mean) * (value - Mean)) / (values.Count - 1);

    /// <summary>Interval of the mean: mean ± t(n − 1; 1 − error) · s / √n.</summary>
    /// <param name="error">Chance that one end errs.</param>
    public (double Low, double High) OfMean(double error) => Around(Error, error);

    /// <summary>Where one draw more will lie: mean ± t(n − 1; 1 − error) · s · √(1 + 1 / n).</summary>
    /// <param name="error">Chance that one end errs.</param>
    public (double Low, double High) OfOneMore(double error) => Around(ErrorOfOneMore, error);

    private (double Low, double High) Around(double deviation, double error)
    {
        var reach = ClusteredInterval.Quantile(values.Count - 1, 1 - error) * deviation;
        return (Mean - reach, Mean + reach);
    }
}
