using MathNet.Numerics.Distributions;

namespace Flywheel.Bench;

/// <summary>Exact interval of a share: how far a simulated rate can be from the true one by chance.</summary>
/// <remarks>C. Clopper, E. Pearson, Biometrika 26(4), 1934, pp. 404–413.</remarks>
public static class ClopperPearson
{
    /// <param name="hits">How often it happened, in [0, <paramref name="trials"/>].</param>
    /// <param name="confidence">In (0, 1), two-sided.</param>
    public static (double Low, double High) Of(long hits, long trials, double confidence = 0.999)
    {
        var tail = (1 - confidence) / 2;
        return (
            hits == 0 ? 0 : Beta.InvCDF(hits, trials - hits + 1, tail),
            hits == trials ? 1 : Beta.InvCDF(hits + 1, trials - hits, 1 - tail)
        );
    }
}
