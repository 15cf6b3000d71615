namespace Flywheel.Metrics;

/// <summary>How many of some numbers differ, by sorting them.</summary>
public static class Runs
{
    /// <param name="numbers">Are sorted in place.</param>
    /// <returns>Numbers, and how many of them differ.</returns>
    public static (long Count, long Differing) Of(long[] numbers)
    {
        RadixSort.Sort(numbers);
        var differing = numbers.Length == 0 ? 0L : 1;
        for (var i = 1; i < numbers.Length; i++)
        {
            differing += numbers[i] == numbers[i - 1] ? 0 : 1;
        }

        return (numbers.Length, differing);
    }

    /// <param name="numbers">Are sorted in place. NaN is one value, as 0 and -0 are.</param>
    /// <returns>Numbers, and how many of them differ.</returns>
    public static (long Count, long Differing) Of(double[] numbers)
    {
        RadixSort.Sort(numbers);
        var (differing, isNaN) = (0L, false);
        for (var i = 0; i < numbers.Length; i++)
        {
            isNaN |= double.IsNaN(numbers[i]);
            differing += double.IsNaN(numbers[i]) || (i > 0 && numbers[i] == numbers[i - 1]) ? 0 : 1;
        }

        return (numbers.Length, differing + (isNaN ? 1 : 0));
    }
}
