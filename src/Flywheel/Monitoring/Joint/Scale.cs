namespace Flywheel.Monitoring.Joint;

/// <summary>How a numeric column becomes comparable with others: in deviations of the reference from its mean.</summary>
/// <param name="Deviation">Population standard deviation; 1 for a constant.</param>
public readonly record struct Scale(double Mean, double Deviation)
{
    /// <summary>Of the numbers that are not NaN.</summary>
    public static Scale Of(double[] numbers)
    {
        var held = DriftColumn.Of(numbers);
        return held.Total == 0 ? new(0, 1) : new(held.Moment(0, 1), held.StandardDeviation() is > 0 and var deviation ? deviation : 1);
    }

    public double Of(double number) => (number - Mean) / Deviation;
}
