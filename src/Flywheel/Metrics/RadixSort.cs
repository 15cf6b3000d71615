using System.Buffers;
using System.Runtime.InteropServices;

namespace Flywheel.Metrics;

/// <summary>Sorts numbers ascending, eleven bits at a time from the least significant ones up, in time that grows as their number does.</summary>
/// <remarks>
/// H. Seward, Information sorting in the application of electronic digital computers to business operations, MIT 1954. Bits that all
/// numbers share cost nothing: small whole numbers take two or three passes of six. NaN comes before or after all others.
/// </remarks>
public static class RadixSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;
    private const int Passes = (64 + Bits - 1) / Bits;

    /// <summary>Fewer are sorted as fast by comparing them.</summary>
    private const int Few = 4096;

    /// <summary>Sorts numbers in place.</summary>
    public static void Sort(Span<double> numbers) => Sort(numbers, []);

    /// <summary>Sorts numbers in place, and takes along what belongs to each.</summary>
    /// <param name="items">Same shape, or empty.</param>
    public static void Sort(Span<double> numbers, Span<int> items)
    {
        if (numbers.Length < Few)
        {
            if (items.IsEmpty)
            {
                numbers.Sort();
            }
            else
            {
                numbers.Sort(items);
            }

            return;
        }

        var (keys, places) = (ArrayPool<ulong>.Shared.Rent(numbers.Length), ArrayPool<int>.Shared.Rent(items.Length));
        Sort(MemoryMarshal.Cast<double, ulong>(numbers), keys.AsSpan(0, numbers.Length), items, places.AsSpan(0, items.Length));
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(places);
    }

    private static void Sort(Span<ulong> numbers, Span<ulong> otherNumbers, Span<int> items, Span<int> otherItems)
    {
        var counts = ToKeys(numbers);
        var isMoved = false;
        for (var pass = 0; pass < Passes; pass++)
        {
            var starts = counts.AsSpan(pass * Buckets, Buckets);
            if (starts[Digit(isMoved ? otherNumbers[0] : numbers[0], pass)] == numbers.Length)
            {
                continue;
            }

            ToStarts(starts);
            if (isMoved)
            {
                Scatter(otherNumbers, numbers, otherItems, items, starts, pass);
            }
            else
            {
                Scatter(numbers, otherNumbers, items, otherItems, starts, pass);
            }

            isMoved = !isMoved;
        }

        if (isMoved)
        {
            otherNumbers.CopyTo(numbers);
            otherItems.CopyTo(items);
        }

        foreach (ref var number in numbers)
        {
            number = NumberOf(number);
        }
    }

    private static void Scatter(Span<ulong> from, Span<ulong> to, Span<int> itemsFrom, Span<int> itemsTo, Span<int> starts, int pass)
    {
        if (itemsFrom.IsEmpty)
        {
            foreach (var key in from)
            {
                to[starts[Digit(key, pass)]++] = key;
            }

            return;
        }

        for (var i = 0; i < from.Length; i++)
        {
            var place = starts[Digit(from[i], pass)]++;
            to[place] = from[i];
            itemsTo[place] = itemsFrom[i];
        }
    }

    /// <summary>Turns the bits of numbers into keys of the same order.</summary>
    /// <returns>How often each pass meets each digit, shape [passes, buckets].</returns>
    private static int[] ToKeys(Span<ulong> numbers)
    {
        var counts = new int[Passes * Buckets];
        foreach (ref var number in numbers)
        {
            number = (number >> 63) == 0 ? number | (1UL << 63) : ~number;
            for (var pass = 0; pass < Passes; pass++)
            {
                counts[(pass * Buckets) + Digit(number, pass)]++;
            }
        }

        return counts;
    }

    /// <summary>Turns counts into where each bucket begins.</summary>
    private static void ToStarts(Span<int> counts)
    {
        var sum = 0;
        foreach (ref var count in counts)
        {
            (count, sum) = (sum, sum + count);
        }
    }

    private static int Digit(ulong key, int pass) => (int)(key >> (pass * Bits)) & (Buckets - 1);

    /// <summary>The bits of the number that has a key.</summary>
    private static ulong NumberOf(ulong key) => (key >> 63) == 1 ? key & ~(1UL << 63) : ~key;
}
