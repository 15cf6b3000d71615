namespace Flywheel.Bench.Neighbours;

/// <summary>Nearest of some examples and greedy k-centre as plain loops over floats, on one thread.</summary>
public static class PlainNeighbours
{
    /// <summary>Lowers each point's squared distance to the nearest centre by some more centres.</summary>
    /// <param name="points">Shape [rows, columns], row-major.</param>
    /// <param name="nearest">Shape [rows].</param>
    public static void Approach(float[] points, ReadOnlySpan<float> centres, int columns, float[] nearest)
    {
        for (var at = 0; at < centres.Length; at += columns)
        {
            for (var row = 0; row < nearest.Length; row++)
            {
                var square = 0f;
                for (var column = 0; column < columns; column++)
                {
                    var apart = points[(row * columns) + column] - centres[at + column];
                    square += apart * apart;
                }

                nearest[row] = Math.Min(nearest[row], square);
            }
        }
    }

    /// <param name="first">The first centre.</param>
    /// <returns>The squared distance of the point that is farthest from all centres.</returns>
    public static double Pick(float[] points, int columns, int first, int k)
    {
        var nearest = new float[points.Length / columns];
        Array.Fill(nearest, float.PositiveInfinity);
        var next = first;
        for (var picked = 0; picked < k; picked++)
        {
            Approach(points, points.AsSpan(next * columns, columns), columns, nearest);
            for (var row = 0; row < nearest.Length; row++)
            {
                next = nearest[row] > nearest[next] ? row : next;
            }
        }

        return nearest[next];
    }
}
