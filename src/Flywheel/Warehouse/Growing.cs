using System.Buffers;

namespace Flywheel.Warehouse;

/// <summary>An array that is filled piece by piece and whose length is known at its end only: the pieces are lent, and copied once.</summary>
/// <typeparam name="T">What it is of.</typeparam>
public sealed class Growing<T>
    where T : struct
{
    private const int Piece = 1 << 16;
    private readonly List<(T[] Values, int Count)> full = [];
    private T[] piece = [];
    private int used;
    private int before;

    /// <summary>Room for more values at the end.</summary>
    public Span<T> Next(int values)
    {
        if (used + values > piece.Length)
        {
            if (piece.Length > 0)
            {
                full.Add((piece, used));
                before += used;
            }

            (piece, used) = (ArrayPool<T>.Shared.Rent(Math.Max(values, Piece)), 0);
        }

        used += values;
        return piece.AsSpan(used - values, values);
    }

    /// <summary>Everything in its order; nothing is left here.</summary>
    public T[] Take()
    {
        var whole = GC.AllocateUninitializedArray<T>(before + used);
        var at = 0;
        foreach (var (values, count) in full.Append((piece, used)))
        {
            values.AsSpan(0, count).CopyTo(whole.AsSpan(at));
            at += count;
            if (values.Length > 0)
            {
                ArrayPool<T>.Shared.Return(values);
            }
        }

        full.Clear();
        (piece, used, before) = ([], 0, 0);
        return whole;
    }
}
