using System.Globalization;
using System.Text;

namespace Flywheel.Logging.Profiles;

/// <summary>A text on one line, in double quotes: a backslash before a quote or a backslash, and \u0085 for what could end a line.</summary>
internal static class Quoted
{
    public static string Write(ReadOnlySpan<byte> utf8) => Write(Encoding.UTF8.GetString(utf8));

    public static string Write(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
            {
                quoted.Append('\\').Append(letter);
            }
            else if (char.IsControl(letter) || letter is '\u2028' or '\u2029')
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
            else
            {
                quoted.Append(letter);
            }
        }

        return quoted.Append('"').ToString();
    }

    /// <exception cref="FormatException">The text is not one that <see cref="Write(string)"/> writes.</exception>
    public static byte[] Read(string quoted)
    {
        ProfileLines.Require(quoted.Length >= 2 && quoted[0] == '"' && quoted[^1] == '"', "a text is not in quotes");
        var text = new StringBuilder();
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\')
            {
                text.Append(quoted[i]);
            }
            else if (quoted[++i] == 'u')
            {
                text.Append((char)ushort.Parse(quoted.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(quoted[i]);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
