using System.Globalization;

namespace Flywheel.Warehouse;

/// <summary>Randomness without a generator: the smallest of md5(seed, salt, id) are the same rows on every engine, thread count and shard.</summary>
public static class Sampling
{
    /// <summary>The hash that orders ids for one purpose. One salt for all purposes would make their samples overlap.</summary>
    /// <param name="salt">Purpose, rule and turn, e.g. <c>curation/random/2001-02-05</c>.</param>
    /// <param name="id">SQL of the id.</param>
    public static string Hash(int seed, string salt, string id) => $"md5({Sql.Text($"{seed}/{salt}/")} || CAST({id} AS VARCHAR))";

    /// <summary>SQL of a hash as a number, uniform in (0, 1): its first 52 bits, in the middle of their step.</summary>
    /// <param name="hash">SQL of the hash.</param>
    public static string Uniform(string hash) => $"((CAST('0x' || substring({hash}, 1, 13) AS BIGINT) + 0.5) / 4503599627370496)";

    /// <summary>SQL that is true for a fixed share of the ids, for ever.</summary>
    /// <param name="share">In [0, 1].</param>
    public static string InShare(int seed, string salt, string id, double share)
    {
        var threshold = (long)Math.Round(share * 0x1_0000_0000L);
        return threshold > uint.MaxValue
            ? "TRUE"
            : $"substring({Hash(seed, salt, id)}, 1, 8) < '{threshold.ToString("x8", CultureInfo.InvariantCulture)}'";
    }
}
