using System.Text;

namespace Flywheel.Logging.Profiles;

/// <summary>A text as a profile keeps it: itself, or of a long one the beginning and the hash.</summary>
public static class TextName
{
    /// <summary>Bytes of the longest text that is kept whole.</summary>
    public const int Longest = 200;

    private const int Beginning = 180;
    private const string Mark = "…#";

    /// <summary>Bytes of the mark and the hash.</summary>
    private const int Ending = 4 + 16;

    /// <param name="hash">That of the whole text, by which it is told from others.</param>
    public static byte[] Of(ReadOnlySpan<byte> text, ulong hash)
    {
        if (text.Length <= Longest)
        {
            return text.ToArray();
        }

        // Never within a character: its later bytes begin with the bits 10.
        var end = Beginning;
        while ((text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return [.. text[..end], .. Encoding.UTF8.GetBytes($"{Mark}{hash:x16}")];
    }

    /// <summary>Whether a name is that of a text, which has the name's hash.</summary>
    public static bool IsOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        text.Length <= Longest ? text.SequenceEqual(name) : text.StartsWith(name[..^Ending]);

    /// <summary>Whether a text of a hash can have a name.</summary>
    public static bool Fits(ReadOnlySpan<byte> name, ulong hash) =>
        Hash64.Of(name) == hash || name.EndsWith(Encoding.UTF8.GetBytes($"{Mark}{hash:x16}"));
}
