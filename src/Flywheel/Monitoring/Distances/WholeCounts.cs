namespace Flywheel.Monitoring.Distances;

/// <summary>The distribution of whole numbers that are near each other, by counting each: ages, hours, numbers of items.</summary>
public static class WholeCounts
{
    /// <summary>A wider range than this has no place in a processor's cache.</summary>
    private const double Widest = 1 << 17;

    /// <param name="numbers">Finite.</param>
    /// <returns>Null where they are not whole, or far from each other: then they have to be sorted.</returns>
    public static Distribution? Of(ReadOnlySpan<double> numbers)
    {
        if (numbers.IsEmpty)
        {
            return null;
        }

        var (low, high) = (numbers[0], numbers[0]);
        foreach (var number in numbers)
        {
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
            if (number != Math.Floor(number) || high - low > Widest)
            {
                return null;
            }
        }

        var rows = new long[(int)(high - low) + 1];
        foreach (var number in numbers)
        {
            rows[(int)(number - low)]++;
        }

        int[] held = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i] > 0)];
        return Distribution.OfNumbers(Array.ConvertAll(held, i => low + i), Array.ConvertAll(held, i => rows[i]));
    }
}
