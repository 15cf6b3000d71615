using System.Globalization;
using System.Text;

namespace Flywheel.Reports.Charts;

/// <summary>How wide a text will be, without knowing the reader's font.</summary>
/// <remarks>
/// Advances of DejaVu Sans, in thousandths of the font size: it is the widest of the fonts that system-ui stands for, so that a text that
/// fits by this estimate fits on every reader's screen.
/// </remarks>
public static class TextWidth
{
    private const string Ellipsis = "…";

    // Bold DejaVu Sans is on average an eighth wider than the regular cut.
    private const double Bold = 1.14;

    /// <summary>Estimated width in pixels.</summary>
    public static double Of(string text, double size, bool bold = false)
    {
        var sum = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            sum += Advance(rune);
        }

        return sum * size / 1000 * (bold ? Bold : 1);
    }

    /// <summary>The text, or as much of its start as fits into a width, followed by an ellipsis.</summary>
    public static string Fit(string text, double width, double size, bool bold = false)
    {
        if (Of(text, size, bold) <= width)
        {
            return text;
        }

        var kept = new StringBuilder();
        var room = width - Of(Ellipsis, size, bold);
        foreach (var element in Elements(text))
        {
            room -= Of(element, size, bold);
            if (room < 0)
            {
                break;
            }

            kept.Append(element);
        }

        return kept.ToString().TrimEnd() + Ellipsis;
    }

    /// <summary>The text in lines of whole words, the last of which ends in an ellipsis when there is more.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, bool bold, int lines)
    {
        var wrapped = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            var longer = wrapped[^1].Length == 0 ? word : $"{wrapped[^1]} {word}";
            if (wrapped[^1].Length == 0 || wrapped.Count == lines || Of(longer, size, bold) <= width)
            {
                wrapped[^1] = longer;
            }
            else
            {
                wrapped.Add(word);
            }
        }

        return [.. wrapped.Select(line => Fit(line, width, size, bold))];
    }

    private static IEnumerable<string> Elements(string text)
    {
        // By text element, so that no accent or surrogate is cut in two.
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    private static int Advance(Rune rune) =>
        rune.Value switch
        {
            'i' or 'j' or 'l' or '\'' => 280,
            ' ' or ',' or '.' or ';' or ':' or '|' or 'I' or '/' or '\\' => 340,
            'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '!' => 412,
            'm' or 'W' or '%' or '@' or '…' or '—' => 1000,
            'w' or 'M' or '+' or '−' or '=' or '<' or '>' or '~' or '#' or '→' or '←' => 865,
            >= 'A' and <= 'Z' => 755,
            >= '0' and <= '9' or '_' or '-' or '–' => 640,
            < 0x300 => 640,
            < 0x2000 => 800,
            < 0x10000 => 1000,
            _ => 1400,
        };
}
