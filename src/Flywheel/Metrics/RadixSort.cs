using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flywheel.Metrics;

/// <summary>Sorts numbers ascending, eleven bits at a time from the least significant ones up, in time that grows as their number does.</summary>
/// <remarks>
/// H. Seward, Information sorting in the application of electronic digital computers to business operations, MIT 1954. Only as many of
/// the bits in which the numbers differ take part, from the highest down, as nearly tell them apart; the few that are alike in these
/// are sorted among themselves. NaN comes before or after all others.
/// </remarks>
public static class RadixSort
{
    private const int Bits = 11;
    private const int Buckets = 1 << Bits;

    /// <summary>Three passes have 33 bits: among up to 2^23 numbers that are spread evenly hardly any are alike in them.</summary>
    private const int Passes = 3;
    private const int PassesOfMany = 4;
    private const int Many = 1 << 23;

    /// <summary>Fewer are sorted as fast by comparing them.</summary>
    private const int Few = 4096;

    /// <summary>So few are sorted fastest by inserting one after the other.</summary>
    private const int Handful = 24;

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

        var keys = MemoryMarshal.Cast<double, ulong>(numbers);
        var (otherKeys, otherItems) = (ArrayPool<ulong>.Shared.Rent(keys.Length), ArrayPool<int>.Shared.Rent(items.Length));
        foreach (ref var key in keys)
        {
            key = (key >> 63) == 0 ? key | (1UL << 63) : ~key;
        }

        SortKeys(keys, otherKeys.AsSpan(0, keys.Length), items, otherItems.AsSpan(0, items.Length));
        foreach (ref var key in keys)
        {
            key = (key >> 63) == 1 ? key & ~(1UL << 63) : ~key;
        }

        ArrayPool<ulong>.Shared.Return(otherKeys);
        ArrayPool<int>.Shared.Return(otherItems);
    }

    /// <summary>Sorts whole numbers in place.</summary>
    public static void Sort(Span<long> numbers)
    {
        if (numbers.Length < Few)
        {
            numbers.Sort();
            return;
        }

        var keys = MemoryMarshal.Cast<long, ulong>(numbers);
        var otherKeys = ArrayPool<ulong>.Shared.Rent(keys.Length);
        Turn(keys);
        SortKeys(keys, otherKeys.AsSpan(0, keys.Length), [], []);
        Turn(keys);
        ArrayPool<ulong>.Shared.Return(otherKeys);

        static void Turn(Span<ulong> keys)
        {
            foreach (ref var key in keys)
            {
                key ^= 1UL << 63;
            }
        }
    }

    private static void SortKeys(Span<ulong> keys, Span<ulong> otherKeys, Span<int> items, Span<int> otherItems)
    {
        var (differing, first) = (0UL, keys[0]);
        foreach (var key in keys)
        {
            differing |= key ^ first;
        }

        if (differing == 0)
        {
            return;
        }

        var end = 64 - BitOperations.LeadingZeroCount(differing);
        var lowest = BitOperations.TrailingZeroCount(differing);
        var shift = Math.Max(lowest, end - ((keys.Length > Many ? PassesOfMany : Passes) * Bits));
        SortFrom(shift, (end - shift + Bits - 1) / Bits, keys, otherKeys, items, otherItems);
        if (shift > lowest)
        {
            SortAlike(shift, keys, otherKeys, items, otherItems);
        }
    }

    /// <summary>Sorts by the bits from one on.</summary>
    private static void SortFrom(int shift, int passes, Span<ulong> keys, Span<ulong> otherKeys, Span<int> items, Span<int> otherItems)
    {
        var counts = ArrayPool<int>.Shared.Rent(passes * Buckets);
        Count(shift, passes, keys, counts);
        var isMoved = false;
        for (var pass = 0; pass < passes; pass++)
        {
            var starts = counts.AsSpan(pass * Buckets, Buckets);
            var from = shift + (pass * Bits);
            if (starts[Digit(isMoved ? otherKeys[0] : keys[0], from)] == keys.Length)
            {
                continue;
            }

            ToStarts(starts);
            if (isMoved)
            {
                Scatter(otherKeys, keys, otherItems, items, starts, from);
            }
            else
            {
                Scatter(keys, otherKeys, items, otherItems, starts, from);
            }

            isMoved = !isMoved;
        }

        ArrayPool<int>.Shared.Return(counts);
        if (isMoved)
        {
            otherKeys.CopyTo(keys);
            otherItems.CopyTo(items);
        }
    }

    /// <summary>Sorts those among themselves that are alike in the bits from one on, and beside each other for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortAlike(int shift, Span<ulong> keys, Span<ulong> otherKeys, Span<int> items, Span<int> otherItems)
    {
        for (int start = 0, end; start < keys.Length; start = end)
        {
            var alike = keys[start] >> shift;
            for (end = start + 1; end < keys.Length && keys[end] >> shift == alike; end++) { }

            var count = end - start;
            if (count == 1)
            {
                continue;
            }

            var run = keys.Slice(start, count);
            var belonging = items.IsEmpty ? items : items.Slice(start, count);
            if (count <= Handful)
            {
                Insert(run, belonging);
            }
            else if (count < Few && items.IsEmpty)
            {
                run.Sort();
            }
            else
            {
                SortKeys(run, otherKeys[..count], belonging, otherItems[..belonging.Length]);
            }
        }
    }

    private static void Insert(Span<ulong> keys, Span<int> items)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            var (key, item, at) = (keys[i], items.IsEmpty ? 0 : items[i], i);
            for (; at > 0 && keys[at - 1] > key; at--)
            {
                keys[at] = keys[at - 1];
                if (!items.IsEmpty)
                {
                    items[at] = items[at - 1];
                }
            }

            keys[at] = key;
            if (!items.IsEmpty)
            {
                items[at] = item;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(Span<ulong> from, Span<ulong> to, Span<int> itemsFrom, Span<int> itemsTo, Span<int> starts, int shift)
    {
        if (itemsFrom.IsEmpty)
        {
            foreach (var key in from)
            {
                to[starts[Digit(key, shift)]++] = key;
            }

            return;
        }

        for (var i = 0; i < from.Length; i++)
        {
            var place = starts[Digit(from[i], shift)]++;
            to[place] = from[i];
            itemsTo[place] = itemsFrom[i];
        }
    }

    /// <summary>How often each pass meets each digit.</summary>
    /// <param name="counts">Shape [passes, buckets] or longer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(int shift, int passes, Span<ulong> keys, Span<int> counts)
    {
        counts.Clear();
        foreach (var key in keys)
        {
            var rest = key >> shift;
            for (var pass = 0; pass < passes; pass++)
            {
                counts[(pass * Buckets) + ((int)rest & (Buckets - 1))]++;
                rest >>= Bits;
            }
        }
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

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & (Buckets - 1);
}
