using System.Runtime.CompilerServices;

namespace Flywheel.Warehouse;

/// <summary>Numbers pairs of whole numbers from 0 on, in the order in which each first came.</summary>
/// <remarks>A hash table with open addressing of our own: it is compiled with the program, where one of the framework's for such a key would be slow for its first seconds.</remarks>
public sealed class PairNumbers
{
    private int[] table = new int[64];
    private (int First, long Second)[] pairs = new (int, long)[32];

    public int Count { get; private set; }

    /// <summary>The pair that has a number.</summary>
    public (int First, long Second) this[int number] => pairs[number];

    /// <summary>The pair's number, a new one where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Of(int first, long second)
    {
        for (var place = Place(first, second, table.Length); ; place = (place + 1) & (table.Length - 1))
        {
            var number = table[place] - 1;
            if (number < 0)
            {
                return Add(first, second, place);
            }

            if (pairs[number].First == first && pairs[number].Second == second)
            {
                return number;
            }
        }
    }

    private int Add(int first, long second, int place)
    {
        if (Count == pairs.Length)
        {
            Array.Resize(ref pairs, 2 * pairs.Length);
            table = new int[2 * pairs.Length];
            for (var number = 0; number < Count; number++)
            {
                table[Free(pairs[number].First, pairs[number].Second)] = number + 1;
            }

            place = Free(first, second);
        }

        pairs[Count] = (first, second);
        table[place] = ++Count;
        return Count - 1;
    }

    private int Free(int first, long second)
    {
        var place = Place(first, second, table.Length);
        while (table[place] != 0)
        {
            place = (place + 1) & (table.Length - 1);
        }

        return place;
    }

    /// <summary>Where a pair is looked for first, by the upper bits of a product with a large odd number (D. Knuth, The Art of Computer Programming 3, section 6.4).</summary>
    private static int Place(int first, long second, int places) =>
        (int)(((((ulong)second * 0x9E3779B97F4A7C15) ^ (uint)first) * 0x9E3779B97F4A7C15) >> 32) & (places - 1);
}
