namespace Flywheel.Metrics;

/// <summary>Holm's step-down adjustment: the chance of even one false alarm over all tests stays at the declared error.</summary>
/// <remarks>S. Holm, Scandinavian Journal of Statistics 6(2), 1979, pp. 65–70. Needs no independence.</remarks>
public static class Holm
{
    /// <param name="pValues">One p-value a test, each in [0, 1].</param>
    /// <returns>Adjusted p-values in the order given, each in [0, 1].</returns>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var order = new int[pValues.Length];
        var sorted = pValues.ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        var adjusted = new double[pValues.Length];
        var largest = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - i) * sorted[i]));
            adjusted[order[i]] = largest;
        }

        return adjusted;
    }
}
