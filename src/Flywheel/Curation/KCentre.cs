using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Flywheel.Curation;

/// <summary>Greedy k-centre: the point farthest from all centres becomes the next one. At most twice the best radius.</summary>
/// <remarks>
/// T. Gonzalez, Theoretical Computer Science 38, 1985, pp. 293–306; for learning O. Sener, S. Savarese, ICLR 2018. Vectors are
/// of 8 floats whatever the processor has, and their sums are in one order, so distances and picks are the same everywhere.
/// </remarks>
public static class KCentre
{
    /// <summary>Points that one worker goes through at a time.</summary>
    private const int Block = 8192;

    /// <param name="points">Shape [rows, stride], row-major; the stride a multiple of 8.</param>
    /// <param name="centres">Centres that are there already, shape [centres, stride]; without any the point nearest to the origin is the first.</param>
    /// <param name="barred">Points that must not be picked, shape [rows].</param>
    /// <param name="k">Points to pick; all that are not barred where there are fewer.</param>
    /// <returns>Rows in the order of the picks, each with its distance to the centres before it; the first without centres with that to the origin. Of equal distances the smallest row.</returns>
    public static IReadOnlyList<(int Row, double Distance)> Pick(float[] points, float[] centres, int stride, bool[] barred, int k)
    {
        var rows = points.Length / stride;
        var nearest = new float[rows];
        Array.Fill(nearest, float.PositiveInfinity);
        Approach(points, centres, stride, nearest);
        for (var row = 0; row < rows; row++)
        {
            nearest[row] = barred[row] ? float.NegativeInfinity : nearest[row];
        }

        var picked = new List<(int, double)>();
        var most = Math.Min(k, barred.Count(one => !one));
        var centre = new float[stride];
        for (var next = centres.Length == 0 ? Middle(points, stride, barred) : Farthest(nearest, 0); picked.Count < most; )
        {
            points.AsSpan(next * stride, stride).CopyTo(centre);
            var square = float.IsPositiveInfinity(nearest[next]) ? Square(centre, new float[stride]) : nearest[next];
            picked.Add((next, Math.Sqrt(square)));
            nearest[next] = float.NegativeInfinity;
            next = Approach(points, centre, stride, nearest);
        }

        return picked;
    }

    /// <summary>Lowers each point's squared distance to the nearest centre by some more centres.</summary>
    /// <param name="nearest">Shape [rows]; negative infinity stays.</param>
    /// <returns>The point that is farthest now.</returns>
    public static int Approach(float[] points, float[] centres, int stride, float[] nearest)
    {
        var blocks = (nearest.Length + Block - 1) / Block;
        var farthest = new int[blocks];
        Parallel.For(
            0,
            blocks,
            block =>
            {
                var end = Math.Min(nearest.Length, (block + 1) * Block);
                for (var at = 0; at < centres.Length; at += stride)
                {
                    Approach(points, centres.AsSpan(at, stride), nearest.AsSpan(0, end), block * Block);
                }

                farthest[block] = Farthest(nearest.AsSpan(0, end), block * Block);
            }
        );
        return blocks == 0 ? 0 : farthest.MaxBy(row => nearest[row]);
    }

    /// <summary>Squared Euclidean distance of two rows of one stride.</summary>
    public static float Square(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var left = MemoryMarshal.Cast<float, Vector256<float>>(one);
        var right = MemoryMarshal.Cast<float, Vector256<float>>(other);
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < left.Length; i++)
        {
            var apart = left[i] - right[i];
            sum += apart * apart;
        }

        return Vector256.Sum(sum);
    }

    private static void Approach(float[] points, ReadOnlySpan<float> centre, Span<float> nearest, int from)
    {
        for (var row = from; row < nearest.Length; row++)
        {
            var square = Square(points.AsSpan(row * centre.Length, centre.Length), centre);
            nearest[row] = square < nearest[row] ? square : nearest[row];
        }
    }

    private static int Farthest(ReadOnlySpan<float> nearest, int from)
    {
        var (farthest, most) = (from, float.NegativeInfinity);
        for (var row = from; row < nearest.Length; row++)
        {
            (farthest, most) = nearest[row] > most ? (row, nearest[row]) : (farthest, most);
        }

        return farthest;
    }

    private static int Middle(float[] points, int stride, bool[] barred)
    {
        var origin = new float[stride];
        var (middle, least) = (0, float.PositiveInfinity);
        for (var row = 0; row < barred.Length; row++)
        {
            var square = barred[row] ? float.PositiveInfinity : Square(points.AsSpan(row * stride, stride), origin);
            (middle, least) = square < least ? (row, square) : (middle, least);
        }

        return middle;
    }
}
