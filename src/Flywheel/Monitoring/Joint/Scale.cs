namespace Flywheel.Monitoring.Joint;

/// <summary>How a numeric column becomes comparable with others: in deviations of the reference from its mean.</summary>
/// <param name="Deviation">Population standard deviation; 1 for a constant.</param>
public readonly record struct Scale(double Mean, double Deviation)
{
    /// <summary>Of the numbers that are not NaN, summed in their order.</summary>
    public static Scale Of(double[] numbers)
    {
        var (sum, count) = (0.0, 0);
        foreach (var number in numbers)
        {
            if (!double.IsNaN(number))
            {
                sum += number;
                count++;
            }
        }

        if (count == 0)
        {
            return new(0, 1);
        }

        var mean = sum / count;
        var squares = 0.0;
        foreach (var number in numbers)
        {
            squares += double.IsNaN(number) ? 0 : (number - mean) * (number - mean);
        }

        var deviation = Math.Sqrt(squares / count);
        return new(mean, double.IsFinite(deviation) && deviation > 1e-12 * Math.Abs(mean) && deviation > 0 ? deviation : 1);
    }

    public double Of(double number) => (number - Mean) / Deviation;
}
