namespace Flywheel.Reports.Charts;

/// <summary>Stretches of a line without a gap.</summary>
internal static class Runs
{
    /// <summary>First and last index of each stretch in which every place has a value.</summary>
    public static IEnumerable<(int First, int Last)> Of(int count, Func<int, bool> has)
    {
        var first = 0;
        while (first < count)
        {
            if (!has(first))
            {
                first++;
                continue;
            }

            var last = first;
            while (last + 1 < count && has(last + 1))
            {
                last++;
            }

            yield return (first, last);
            first = last + 1;
        }
    }
}
