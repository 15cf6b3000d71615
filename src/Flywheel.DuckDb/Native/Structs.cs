using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

/// <summary>A 128-bit integer as DuckDB lays it out: the lower half comes first on every machine.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeInt128(ulong lower, ulong upper)
{
    public readonly ulong Lower = lower;
    public readonly ulong Upper = upper;

    public Int128 Signed => new(Upper, Lower);

    public UInt128 Unsigned => new(Upper, Lower);

    public static NativeInt128 From(Int128 value) => new((ulong)(value & ulong.MaxValue), (ulong)((value >> 64) & ulong.MaxValue));

    public static NativeInt128 From(UInt128 value) => new((ulong)(value & ulong.MaxValue), (ulong)(value >> 64));
}

/// <summary>A decimal parameter: value · 10^-scale, of width digits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeDecimal(byte width, byte scale, NativeInt128 value)
{
    public readonly byte Width = width;
    public readonly byte Scale = scale;
    public readonly NativeInt128 Value = value;
}

/// <summary>What a query left behind; 48 bytes, passed by value to some functions and by reference to others.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeResult
{
    private readonly ulong columnCount;
    private readonly ulong rowCount;
    private readonly ulong rowsChanged;
    private readonly nint columns;
    private readonly nint errorMessage;
    private readonly nint data;
}

/// <summary>Where the elements of one list lie in the list's child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeListEntry
{
    public readonly ulong Offset;
    public readonly ulong Length;
}

/// <summary>A string or blob of 16 bytes: up to 12 bytes lie inside, longer ones behind a pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeString
{
    private const int Inline = 12;
    private readonly uint length;
    private readonly uint prefix;
    private readonly byte* pointer;

    /// <summary>The bytes of the string at an address inside a vector; valid as long as the vector.</summary>
    public static ReadOnlySpan<byte> Bytes(NativeString* at) =>
        at->length <= Inline
            ? new ReadOnlySpan<byte>((byte*)at + sizeof(uint), (int)at->length)
            : new ReadOnlySpan<byte>(at->pointer, checked((int)at->length));
}
