using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Flywheel.Logging.Profiles;

/// <summary>A sum of finite numbers, or of their squares, without rounding: in any order and any split it is the same.</summary>
/// <remarks>
/// A fixed-point number of 4,352 bits in chunks of 32, wide enough for 2⁶³ squares of any double, down to those of the denormal ones
/// (U. Kulisch's long accumulator; R. Neal, arXiv:1505.05571, 2015, for chunks whose carries wait in their upper halves).
/// </remarks>
public sealed partial class ExactSum
{
    private const int Chunks = 136;

    /// <summary>Exponent of the lowest bit: that of the square of the smallest denormal number.</summary>
    private const int Lowest = -2148;

    /// <summary>Additions after which a chunk could overflow if no carry were taken: each adds less than 2³² to it.</summary>
    private const int MostPending = 1 << 30;

    private readonly long[] chunks = new long[Chunks];
    private int pending;

    /// <summary>Adds a finite number.</summary>
    public void Add(double number)
    {
        var mantissa = Parts(number, out var exponent);
        var position = exponent - 1074 - Lowest;
        var shift = position & 31;
        var sign = BitConverter.DoubleToInt64Bits(number) >> 63;
        var (low, high) = (mantissa << shift, mantissa >> 1 >> (63 - shift));
        var into = chunks.AsSpan(position >> 5, 3);
        into[0] += ((long)(uint)low ^ sign) - sign;
        into[1] += ((long)(low >> 32) ^ sign) - sign;
        into[2] += ((long)high ^ sign) - sign;
        Counted(1);
    }

    /// <summary>Adds the square of a finite number.</summary>
    public void AddSquare(double number)
    {
        var mantissa = Parts(number, out var exponent);
        var position = 2 * exponent;
        var shift = position & 31;
        var high = Math.BigMul(mantissa, mantissa, out var low);
        var middle = (high << shift) | (low >> 1 >> (63 - shift));
        low <<= shift;
        var into = chunks.AsSpan(position >> 5, 5);
        into[0] += (uint)low;
        into[1] += (long)(low >> 32);
        into[2] += (uint)middle;
        into[3] += (long)(middle >> 32);
        into[4] += (long)(high >> 1 >> (63 - shift));
        Counted(1);
    }

    /// <summary>Adds another sum.</summary>
    public void Add(ExactSum other)
    {
        Carry();
        other.Carry();
        for (var i = 0; i < Chunks; i++)
        {
            chunks[i] += other.chunks[i];
        }

        Counted(2);
    }

    /// <summary>The sum divided by a number of rows, correctly rounded.</summary>
    public double Over(long rows) => Rounded(Units(), rows, Lowest);

    /// <summary>Population standard deviation of numbers whose sum, sum of squares and number are known: √(n Σx² - (Σx)²) / n, rounded only then.</summary>
    public static double Deviation(ExactSum sum, ExactSum squares, long rows)
    {
        var (first, second) = (sum.Units(), squares.Units());
        var scaled = ((second * rows) << -Lowest) - (first * first);
        if (scaled.Sign <= 0)
        {
            return 0;
        }

        // An even number of bits goes, so that the root of the rest is a whole power of two away.
        var cut = ((int)scaled.GetBitLength() - 62) & ~1;
        return Math.ScaleB(Math.Sqrt((long)(cut > 0 ? scaled >> cut : scaled << -cut)) / rows, (cut / 2) + Lowest);
    }

    /// <summary>As C writes exact numbers, <c>-0x1a8fp-52</c>, with an odd last digit in binary; 0 for nothing.</summary>
    public override string ToString()
    {
        var units = Units();
        if (units.IsZero)
        {
            return "0";
        }

        var magnitude = BigInteger.Abs(units);
        var zeros = (int)BigInteger.TrailingZeroCount(magnitude);
        var digits = (magnitude >> zeros).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return string.Create(CultureInfo.InvariantCulture, $"{(units.Sign < 0 ? "-" : "")}0x{digits}p{zeros + Lowest}");
    }

    /// <exception cref="FormatException">The text is not one that <see cref="ToString"/> writes.</exception>
    public static ExactSum Parse(string text)
    {
        var sum = new ExactSum();
        if (text == "0")
        {
            return sum;
        }

        var written = Written().Match(text);
        if (!written.Success)
        {
            throw Bad(text);
        }

        var zeros = int.Parse(written.Groups["power"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) - Lowest;
        var magnitude = BigInteger.Parse(
            "0" + written.Groups["digits"].Value,
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture
        );
        if (zeros is < 0 or > 32 * Chunks || zeros + magnitude.GetBitLength() > 32 * (Chunks - 1))
        {
            throw Bad(text);
        }

        var units = (text[0] == '-' ? -magnitude : magnitude) << zeros;
        var bytes = new byte[4 * (Chunks + 1)];
        bytes.AsSpan().Fill(units.Sign < 0 ? (byte)0xFF : (byte)0);
        units.ToByteArray().CopyTo(bytes, 0);
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var i = 0; i < Chunks - 1; i++)
        {
            sum.chunks[i] = words[i];
        }

        sum.chunks[Chunks - 1] = (long)(((ulong)words[Chunks] << 32) | words[Chunks - 1]);
        return sum;
    }

    [GeneratedRegex("^-?0x(?<digits>[0-9a-f]+)p(?<power>-?[0-9]+)$")]
    private static partial Regex Written();

    private static FormatException Bad(string text) => new($"'{text}' is no exact number such as 0x1a8fp-52.");

    /// <summary>A number is its mantissa times 2 to the power of exponent - 1074.</summary>
    private static ulong Parts(double number, out int exponent)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number);
        var field = (int)(bits >> 52) & 0x7FF;
        exponent = Math.Max(field, 1) - 1;
        return (bits & 0xF_FFFF_FFFF_FFFF) | (field == 0 ? 0 : 1UL << 52);
    }

    private void Counted(int additions)
    {
        pending += additions;
        if (pending >= MostPending)
        {
            Carry();
        }
    }

    /// <summary>Leaves each chunk but the last in [0, 2³²): one form for each sum.</summary>
    private void Carry()
    {
        for (var i = 0; i < Chunks - 1; i++)
        {
            chunks[i + 1] += chunks[i] >> 32;
            chunks[i] &= uint.MaxValue;
        }

        pending = 0;
    }

    /// <summary>The sum as a multiple of the lowest bit.</summary>
    private BigInteger Units()
    {
        Carry();
        var words = new uint[Chunks + 1];
        for (var i = 0; i < Chunks - 1; i++)
        {
            words[i] = (uint)chunks[i];
        }

        (words[Chunks - 1], words[Chunks]) = ((uint)chunks[Chunks - 1], (uint)(chunks[Chunks - 1] >> 32));
        return new(MemoryMarshal.AsBytes(words.AsSpan()));
    }

    /// <summary>numerator / denominator × 2^exponent, to the nearest double.</summary>
    private static double Rounded(BigInteger numerator, BigInteger denominator, int exponent)
    {
        if (numerator.IsZero)
        {
            return 0;
        }

        // A quotient of 62 or 63 bits, whose last one also says that something was cut off, rounds as the exact one does.
        var shift = 62 - (int)(BigInteger.Abs(numerator).GetBitLength() - denominator.GetBitLength());
        var quotient = BigInteger.DivRem(
            BigInteger.Abs(shift > 0 ? numerator << shift : numerator),
            shift > 0 ? denominator : denominator << -shift,
            out var rest
        );
        var whole = (ulong)quotient | (rest.IsZero ? 0UL : 1UL);
        return numerator.Sign * Math.ScaleB((long)whole, exponent - shift);
    }
}
