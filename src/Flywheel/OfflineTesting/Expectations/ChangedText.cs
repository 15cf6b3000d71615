namespace Flywheel.OfflineTesting.Expectations;

/// <summary>Two texts cut to where they part, so that a person sees what was changed, and a report holds no more of them than that.</summary>
public static class ChangedText
{
    /// <summary>Most characters that are shown of each.</summary>
    public const int Most = 48;

    private const int Lead = 12;

    public static (string Before, string After) Cut(string before, string after)
    {
        var same = 0;
        while (same < before.Length && same < after.Length && before[same] == after[same])
        {
            same++;
        }

        var from = Math.Max(before.Length, after.Length) <= Most ? 0 : Math.Max(0, same - Lead);
        return (Part(before, from), Part(after, from));
    }

    private static string Part(string text, int from)
    {
        from = Math.Min(from, text.Length);

        // Half of a character of two parts is none.
        from -= from > 0 && from < text.Length && char.IsLowSurrogate(text[from]) ? 1 : 0;
        var end = Math.Min(text.Length, from + Most);
        end -= end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
        return $"{(from > 0 ? "…" : "")}{text[from..end]}{(end < text.Length ? "…" : "")}";
    }
}
