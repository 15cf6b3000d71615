using System.Buffers;
using System.Text;

namespace Flywheel.DuckDb.Appending;

/// <summary>A text's UTF-8 bytes: on the stack when short, in a rented buffer when long.</summary>
internal readonly ref struct Utf8Bytes
{
    /// <summary>Bytes that the caller should have ready on its stack.</summary>
    public const int OnStack = 384;

    private readonly byte[]? rented;

    public Utf8Bytes(string text, Span<byte> stack)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        rented = most > stack.Length ? ArrayPool<byte>.Shared.Rent(most) : null;
        var buffer = rented ?? stack;
        Span = buffer[..Encoding.UTF8.GetBytes(text, buffer)];
    }

    public ReadOnlySpan<byte> Span { get; }

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
