using System.Buffers.Binary;

namespace Flywheel.XGBoost;

/// <summary>Walks through Universal Binary JSON without keeping anything: are these bytes one whole object?</summary>
/// <remarks>
/// XGBoost's own reader follows every length that it finds, and half a file ends the process. The grammar is that of https://ubjson.org, draft 12,
/// as far as XGBoost writes it: lengths are int64 ('L'), numbers are big-endian.
/// </remarks>
internal ref struct UniversalBinaryJson
{
    // A model nests 7 deep.
    private const int Deepest = 64;

    private ReadOnlySpan<byte> _rest;

    private UniversalBinaryJson(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Whether the bytes are one object and nothing after it.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        var walk = new UniversalBinaryJson(bytes);
        return walk.Marker() == '{' && walk.Object(0) && walk._rest.IsEmpty;
    }

    private bool Value(char marker, int depth) =>
        marker switch
        {
            '{' => depth < Deepest && Object(depth + 1),
            '[' => depth < Deepest && Array(depth + 1),
            'S' => Text(),
            _ => Width(marker) is var width and >= 0 && Skip(width),
        };

    private bool Object(int depth)
    {
        while (!Starts('}'))
        {
            if (!Text() || !Value(Marker(), depth))
            {
                return false;
            }
        }

        return true;
    }

    private bool Array(int depth)
    {
        // "[$d#L" and a count: numbers of one type without markers of their own, and no closing bracket.
        if (Starts('$'))
        {
            var width = Width(Marker());
            return width > 0 && Starts('#') && Length(out var count) && count <= _rest.Length / width && Skip(count * width);
        }

        if (Starts('#'))
        {
            var whole = Length(out var count) && count <= _rest.Length;
            while (whole && count-- > 0)
            {
                whole = Value(Marker(), depth);
            }

            return whole;
        }

        while (!Starts(']'))
        {
            if (!Value(Marker(), depth))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bytes of a value without a length, or -1 for a marker that XGBoost does not write.</summary>
    private static int Width(char marker) =>
        marker switch
        {
            'T' or 'F' or 'Z' => 0,
            'i' or 'U' or 'C' => 1,
            'I' => 2,
            'l' or 'd' => 4,
            'L' or 'D' => 8,
            _ => -1,
        };

    private bool Text() => Length(out var length) && Skip(length);

    private bool Length(out long length)
    {
        length = -1;
        if (!Starts('L') || _rest.Length < sizeof(long))
        {
            return false;
        }

        length = BinaryPrimitives.ReadInt64BigEndian(_rest);
        return length >= 0 && Skip(sizeof(long));
    }

    private char Marker()
    {
        if (_rest.IsEmpty)
        {
            return '\0';
        }

        var marker = (char)_rest[0];
        _rest = _rest[1..];
        return marker;
    }

    private bool Starts(char marker)
    {
        var starts = !_rest.IsEmpty && _rest[0] == marker;
        _rest = starts ? _rest[1..] : _rest;
        return starts;
    }

    private bool Skip(long length)
    {
        if (length < 0 || length > _rest.Length)
        {
            return false;
        }

        _rest = _rest[(int)length..];
        return true;
    }
}
