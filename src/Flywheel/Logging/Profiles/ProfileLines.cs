using System.Globalization;

namespace Flywheel.Logging.Profiles;

/// <summary>The lines of a profile's file, read one after the other; what is not as it is written is a <see cref="FormatException"/>.</summary>
internal sealed class ProfileLines(string[] lines)
{
    private int at;

    public bool AtEnd => at == lines.Length;

    /// <summary>Number of the line that was read last.</summary>
    public int Number => at;

    /// <summary>Whether the next line begins with a word.</summary>
    public bool Has(string word) => !AtEnd && lines[at].StartsWith(word + " ", StringComparison.Ordinal);

    /// <summary>The rest of the next line, which begins with a word.</summary>
    public string After(string word)
    {
        Require(Has(word), $"the line '{word}' is not there");
        return lines[at++][(word.Length + 1)..];
    }

    public static long Count(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static ulong Hash(string text) => ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public static double Real(string text)
    {
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Require(double.IsFinite(number), $"{text} is not finite");
        return number;
    }

    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
