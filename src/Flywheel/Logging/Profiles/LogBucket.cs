namespace Flywheel.Logging.Profiles;

/// <summary>Buckets of numbers: sign, exponent and the first six bits of the mantissa, so 64 buckets to each power of two.</summary>
/// <remarks>
/// A bucket's middle is within 1/128 of each of its numbers, relative to the number; of a denormal number (below 2.3e-308) within 2⁻¹⁰²⁹.
/// Nothing is computed: the index is a part of the number's bits, so it is the same on every machine.
/// </remarks>
public static class LogBucket
{
    /// <summary>Pages of 64 buckets: two signs, 2,048 exponents.</summary>
    public const int Pages = 4096;

    private const int Cut = 46;

    /// <summary>Ascends with the number: 0 to 131,071 for positive ones, -1 to -131,072 for negative ones. Zero has none.</summary>
    public static int Index(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var magnitude = (int)((bits & long.MaxValue) >> Cut);
        return bits < 0 ? ~magnitude : magnitude;
    }

    /// <summary>Whether a number is its bucket's edge next to zero, as every whole number to 128 is.</summary>
    public static bool IsEdge(double number) => (BitConverter.DoubleToInt64Bits(number) & ((1L << Cut) - 1)) == 0;

    /// <summary>A bucket's edge next to zero, or its middle.</summary>
    public static double Value(int index, bool edge)
    {
        var bits = ((long)(index < 0 ? ~index : index) << Cut) | (edge ? 0 : 1L << (Cut - 1));
        var magnitude = BitConverter.Int64BitsToDouble(bits);
        return index < 0 ? -magnitude : magnitude;
    }
}
