using System.Buffers;
using System.Text;
using Flywheel.Logging.Profiles;

namespace Flywheel.Training.Features;

/// <summary>Counts words of texts by the buckets of their hashes, the same on every machine.</summary>
/// <remarks>A word is a longest run of letters and digits, in small letters; a run of words hashes the words' hashes in their order.</remarks>
/// <param name="Buckets">Columns of the counts.</param>
/// <param name="Words">Longest run of words that is counted.</param>
public sealed record HashedText(int Buckets, int Words)
{
    /// <summary>Longer words are cut here: the rest of such a run tells nothing.</summary>
    private const int LongestWord = 256;

    /// <summary>Adds a text's counts.</summary>
    /// <param name="utf8">The text; bytes that are no UTF-8 end a word.</param>
    /// <param name="counts">Shape [buckets].</param>
    public void Count(ReadOnlySpan<byte> utf8, Span<float> counts)
    {
        Span<byte> word = stackalloc byte[LongestWord + 4];
        Span<ulong> before = stackalloc ulong[Words];
        var (length, seen) = (0, 0);
        while (!utf8.IsEmpty)
        {
            int taken;
            if (utf8[0] < 128)
            {
                var letter = (byte)(utf8[0] | 0x20);
                taken = 1;
                if (letter is >= (byte)'a' and <= (byte)'z' || utf8[0] is >= (byte)'0' and <= (byte)'9')
                {
                    if (length < LongestWord)
                    {
                        word[length++] = utf8[0] is >= (byte)'0' and <= (byte)'9' ? utf8[0] : letter;
                    }

                    utf8 = utf8[1..];
                    continue;
                }
            }
            else if (Rune.DecodeFromUtf8(utf8, out var rune, out taken) == OperationStatus.Done && Rune.IsLetterOrDigit(rune))
            {
                if (length < LongestWord)
                {
                    length += Rune.ToLowerInvariant(rune).EncodeToUtf8(word[length..]);
                }

                utf8 = utf8[taken..];
                continue;
            }

            End(word[..length], before, ref seen, counts);
            length = 0;
            utf8 = utf8[taken..];
        }

        End(word[..length], before, ref seen, counts);
    }

    /// <summary>Counts a word, and the runs that end with it.</summary>
    private void End(ReadOnlySpan<byte> word, Span<ulong> before, ref int seen, Span<float> counts)
    {
        if (word.IsEmpty)
        {
            return;
        }

        // before[i] is the hash of the last i + 1 words; a run of one more is that run's hash, mixed, and the new word's.
        var hash = Hash64.Of(word);
        var runs = Math.Min(seen + 1, Words);
        for (var i = runs - 1; i > 0; i--)
        {
            before[i] = Hash64.Mix(before[i - 1]) ^ hash;
        }

        before[0] = hash;
        seen = runs;
        for (var i = 0; i < runs; i++)
        {
            counts[(int)(Hash64.Mix(before[i]) % (ulong)Buckets)]++;
        }
    }
}
