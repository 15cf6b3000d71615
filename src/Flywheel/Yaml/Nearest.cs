namespace Flywheel.Yaml;

/// <summary>The known word that a mistyped one most likely meant.</summary>
public static class Nearest
{
    /// <summary>
    /// The known word at the smallest edit distance (insert, delete, replace, swap of neighbours), ties by ordinal order;
    /// null when even that one needs more than a third of the letters changed.
    /// </summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var typed = Plain(word);
        var limit = Math.Clamp(typed.Length / 3, 1, 3);
        return known
            .Where(k => Math.Abs(k.Length - typed.Length) <= limit)
            .Select(k => (Word: k, Edits: Distance(typed, Plain(k))))
            .Where(k => k.Edits <= limit)
            .OrderBy(k => k.Edits)
            .ThenBy(k => k.Word, StringComparer.Ordinal)
            .Select(k => k.Word)
            .FirstOrDefault();
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace('_', '-');

    private static int Distance(string a, string b)
    {
        var (older, old, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            old[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                now[j] = Math.Min(replaced, Math.Min(old[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    now[j] = Math.Min(now[j], older[j - 2] + 1);
                }
            }

            (older, old, now) = (old, now, older);
        }

        return old[b.Length];
    }
}
