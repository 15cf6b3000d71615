using System.Buffers.Binary;

namespace Flywheel.Logging.Profiles;

/// <summary>A hash of 64 bits that is the same on every machine: profiles that are merged years apart must agree on it.</summary>
/// <remarks>
/// Every step is a bijection of the state (variant 13 of D. Stafford's mixers, the finaliser of SplitMix64: G. Steele, D. Lea, C. Flood,
/// OOPSLA 2014), so equal lengths collide only as chance lets them. It keeps no secret: who chooses the texts can make them collide.
/// </remarks>
public static class Hash64
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A bijection of 64 bits, each bit of the result hanging on every bit of the value.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Of a number's bits: different bits never collide.</summary>
    public static ulong Of(double number) => Mix(BitConverter.DoubleToUInt64Bits(number) + Golden);

    /// <summary>Of bytes, eight at a time, little-endian; the last ones are filled up with zeros, and the length tells them apart.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var state = Mix((ulong)bytes.Length + Golden);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            state = Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) + Golden;
        }

        ulong rest = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            rest |= (ulong)bytes[i] << (8 * i);
        }

        return bytes.IsEmpty ? state : Mix(state ^ rest) + Golden;
    }
}
