namespace Flywheel.Training;

/// <summary>Chooses the rows of a boosting round, as weights: 0 for a row that is left out.</summary>
/// <param name="how">How many, and how.</param>
/// <param name="seed">Of the draws: a row's follows from seed, round and its place in order of id.</param>
/// <param name="losses">Loss of each row by the model's margins.</param>
/// <param name="weights">Weights that the rows have besides, or null for 1 each.</param>
public sealed class RowChoice(BatchSelection how, int seed, Func<float[], double[]> losses, float[]? weights)
{
    /// <param name="round">Number of the round in its training.</param>
    /// <param name="margins">What the model so far says of the rows.</param>
    public float[] Weights(int round, float[] margins)
    {
        var by = losses(margins);
        var chances = how.Top ? Top(by, how.Share, how.Floor) : Drawn(by, how.Share, how.Floor);
        return Array.ConvertAll(
            [.. Enumerable.Range(0, by.Length)],
            row => Uniform(seed, round, row) < chances[row] ? (weights?[row] ?? 1) * (how.Top ? 1 : (float)(1 / chances[row])) : 0
        );
    }

    /// <summary>min(1, floor + c loss), with the c by which they add up to the share of the rows.</summary>
    /// <param name="losses">Not negative, shape [rows].</param>
    public static double[] Drawn(double[] losses, double share, double floor)
    {
        var chances = new double[losses.Length];
        var capped = new bool[losses.Length];
        if (losses.Sum() <= 0 || floor >= share)
        {
            Array.Fill(chances, share);
            return chances;
        }

        // Each pass caps rows for good, as c only grows by it; a few passes do.
        for (var again = true; again; )
        {
            var (left, sum) = (share * losses.Length, 0.0);
            for (var row = 0; row < losses.Length; row++)
            {
                left -= capped[row] ? 1 : floor;
                sum += capped[row] ? 0 : losses[row];
            }

            again = false;
            var most = sum > 0 ? Math.Max(0, left) / sum : 0;
            for (var row = 0; row < losses.Length; row++)
            {
                chances[row] = capped[row] ? 1 : floor + (most * losses[row]);
                if (chances[row] > 1)
                {
                    (capped[row], again) = (true, true);
                }
            }
        }

        return chances;
    }

    /// <summary>1 for the share of rows with the largest losses, of equal ones the first; the floor for others.</summary>
    public static double[] Top(double[] losses, double share, double floor)
    {
        var order = Enumerable.Range(0, losses.Length).ToArray();

        // The place stands in for what equal losses leave open: the sort is not stable.
        Array.Sort([.. losses.Select((loss, row) => (-loss, row))], order);
        var chances = new double[losses.Length];
        Array.Fill(chances, floor);
        foreach (var row in order.AsSpan(0, (int)Math.Round(share * losses.Length)))
        {
            chances[row] = 1;
        }

        return chances;
    }

    /// <summary>A number in [0, 1) that follows from its arguments.</summary>
    /// <remarks>The finisher of SplitMix64: G. Steele, D. Lea, C. Flood, OOPSLA 2014, pp. 453–472.</remarks>
    public static double Uniform(int seed, int round, int row)
    {
        var bits = Mixed(Mixed(Mixed((uint)seed) + (uint)round) + (uint)row);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mixed(ulong bits)
    {
        bits += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
