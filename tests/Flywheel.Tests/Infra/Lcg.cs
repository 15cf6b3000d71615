namespace Flywheel.Tests.Infra;

/// <summary>Numbers that anyone can draw again: the generator of tests/oracles/oracles.md, section 6.</summary>
internal sealed class Lcg(ulong seed)
{
    private ulong state = seed;

    /// <summary>Uniform in [0, 1).</summary>
    public double Next()
    {
        state = unchecked((state * 6364136223846793005) + 1442695040888963407);
        return (state >> 11) / (double)(1UL << 53);
    }

    /// <summary>Nearly normal, mean 0, deviation 1: twelve uniforms less six.</summary>
    public double NextNormal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Next();
        }

        return sum;
    }

    public int NextBelow(int limit) => (int)(Next() * limit);
}
