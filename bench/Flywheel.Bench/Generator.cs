namespace Flywheel.Bench;

/// <summary>Random numbers that anyone can draw again: xoshiro256**, seeded by SplitMix64.</summary>
/// <remarks>D. Blackman, S. Vigna, ACM Transactions on Mathematical Software 47(4), 2021, article 36. Normals by Marsaglia's polar method (1964).</remarks>
public sealed class Generator
{
    private readonly ulong[] state = new ulong[4];
    private double? spare;

    /// <param name="seed">Seed of the whole table.</param>
    /// <param name="stream">One number for each draw, so that the draws may run in any order.</param>
    public Generator(ulong seed, ulong stream)
    {
        var mixed = Mix(seed) ^ stream;
        for (var i = 0; i < state.Length; i++)
        {
            mixed = unchecked(mixed + 0x9E3779B97F4A7C15);
            state[i] = Mix(mixed);
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Normal, mean 0, deviation 1.</summary>
    public double Normal()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }

        double u;
        double v;
        double square;
        do
        {
            u = (2 * Uniform()) - 1;
            v = (2 * Uniform()) - 1;
            square = (u * u) + (v * v);
        } while (square is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Math.Log(square) / square);
        spare = v * scale;
        return u * scale;
    }

    private ulong Next()
    {
        var result = unchecked(ulong.RotateLeft(state[1] * 5, 7) * 9);
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = ulong.RotateLeft(state[3], 45);
        return result;
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
