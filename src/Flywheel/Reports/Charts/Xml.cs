using System.Text;

namespace Flywheel.Reports.Charts;

/// <summary>Text as XML content.</summary>
internal static class Xml
{
    /// <summary>One line of text that any XML reader accepts: characters that XML forbids become U+FFFD, line breaks become spaces.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\n' or '\r' or '\t' => escaped.Append(' '),
                < 0x20 or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
