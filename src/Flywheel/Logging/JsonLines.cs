using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Flywheel.Logging;

/// <summary>Cuts a file of JSON lines into blocks of whole lines, without looking at what a line says.</summary>
/// <remarks>
/// A line ends with LF or CRLF; a byte order mark at the beginning is none of it. A line's place is its index in the file, blank ones
/// counted, so that it is known for ever by it.
/// </remarks>
public static class JsonLines
{
    /// <summary>Bytes of the longest line that is read; a longer one is no event, and would take the memory of all the others.</summary>
    public const int LongestLine = 16 << 20;

    private const int BlockBytes = 4 << 20;

    /// <summary>Bytes of a line that is too long that are kept of it.</summary>
    private const int BytesShown = 1000;

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>The file's blocks in order; each is valid until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">The file is not whole gzip.</exception>
    public static IEnumerable<LineBlock> Blocks(string path)
    {
        using var file = File.OpenRead(path);
        // Or a file that ends in its middle would be read as if it were whole.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var buffer = new byte[BlockBytes];
        var (held, row, begun, skipping) = (0, 0L, false, false);
        while (true)
        {
            held += stream.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
            var ended = held < buffer.Length;
            var start = begun || !buffer.AsSpan(0, held).StartsWith(ByteOrderMark) ? 0 : ByteOrderMark.Length;
            begun = true;
            if (skipping)
            {
                start = buffer.AsSpan(0, held).IndexOf((byte)'\n') + 1;
                skipping = start == 0;
                start = skipping ? held : start;
            }

            var end = buffer.AsSpan(start, held - start).LastIndexOf((byte)'\n') + start;
            if (end >= start)
            {
                yield return new(buffer.AsMemory(start, end - start), row);
                row += buffer.AsSpan(start, end - start).Count((byte)'\n') + 1;
                start = end + 1;
            }
            else if (start == 0 && !ended && buffer.Length >= LongestLine)
            {
                yield return new(buffer.AsMemory(0, BytesShown), row++) { IsTooLong = true };
                (start, skipping) = (held, true);
            }
            else if (start == 0 && !ended)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, LongestLine));
            }

            if (ended)
            {
                if (start < held)
                {
                    yield return new(buffer.AsMemory(start, held - start), row) { IsCutOff = true };
                }

                yield break;
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, held - start);
            held -= start;
        }
    }

    /// <summary>Lines that are not blank.</summary>
    /// <exception cref="InvalidDataException">The file is not whole gzip.</exception>
    public static long Count(string path)
    {
        var count = 0L;
        foreach (var block in Blocks(path))
        {
            foreach (var line in block.Bytes.Span.Split((byte)'\n'))
            {
                count += block.Bytes.Span[line].TrimStart(Blanks).IsEmpty ? 0 : 1;
            }
        }

        return count;
    }

    /// <summary>A block's text, and the indices in the file of those lines that are not UTF-8; what could not be read there is U+FFFD.</summary>
    public static (string Text, IReadOnlyList<long> NotUtf8) Read(LineBlock block)
    {
        var bytes = block.Bytes.Span;
        var broken = new List<long>();
        if (!Utf8.IsValid(bytes))
        {
            var row = block.First;
            foreach (var line in bytes.Split((byte)'\n'))
            {
                if (!Utf8.IsValid(bytes[line]))
                {
                    broken.Add(row);
                }

                row++;
            }
        }

        return (Encoding.UTF8.GetString(bytes), broken);
    }
}

/// <summary>Consecutive lines of a file, with a line feed between each two.</summary>
/// <param name="First">Index of the first one in the file.</param>
public readonly record struct LineBlock(ReadOnlyMemory<byte> Bytes, long First)
{
    /// <summary>Whether the block is one line without an end: the file's last.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Whether the block is the beginning of one line that is too long.</summary>
    public bool IsTooLong { get; init; }
}
