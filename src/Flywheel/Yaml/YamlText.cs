using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Flywheel.Yaml;

/// <summary>Single values as YAML text: plain where every reader agrees on the meaning, quoted everywhere else.</summary>
public static partial class YamlText
{
    private static readonly SearchValues<char> _flowMarks = SearchValues.Create(",[]{}:*&?!|>%@`#'\"");

    /// <summary>The text of a null, truth value, number, date, duration or string.</summary>
    /// <exception cref="ArgumentException">Not finite, or not a single value.</exception>
    public static string Of(object? value, bool inFlow = false) =>
        value switch
        {
            null => "null",
            bool b => b ? "true" : "false",
            double d when !double.IsFinite(d) => throw new ArgumentException(
                $"{d} has no form in YAML that every reader knows.",
                nameof(value)
            ),
            double or float or decimal or int or long or short or byte or uint or ulong => Convert.ToString(
                value,
                CultureInfo.InvariantCulture
            )!,
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeSpan time => Duration.Text(time),
            string text => String(text, inFlow),
            _ => throw new ArgumentException($"{value.GetType()} is not a single value.", nameof(value)),
        };

    private static string String(string text, bool inFlow)
    {
        if (text.Any(c => YamlGuards.IsInvisible(c) || char.IsSurrogate(c)))
        {
            return Escaped(text);
        }

        return IsPlain(text, inFlow) ? text
            : text.Contains('\'', StringComparison.Ordinal) ? Escaped(text)
            : $"'{text}'";
    }

    private static bool IsPlain(string text, bool inFlow) =>
        text.Length > 0
        && !char.IsWhiteSpace(text[0])
        && !char.IsWhiteSpace(text[^1])
        && !"-?:,[]{}#&*!|>'\"%@`=<".Contains(text[0], StringComparison.Ordinal)
        && !text.EndsWith(':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !(inFlow && (text.AsSpan().ContainsAny(_flowMarks) || text.EndsWith('-')))
        && text is not ("..." or "---")
        && !LooksLikeSomethingElse().IsMatch(text);

    private static string Escaped(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ when YamlGuards.IsInvisible(c) => $"\\u{(int)c:X4}",
                    _ => c.ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }

    // Null, truth values of YAML 1.1 and 1.2, numbers in every base, base-60 numbers, dates and times.
    [GeneratedRegex(
        @"^(~|null|true|false|yes|no|on|off|y|n"
            + @"|[-+]?(0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+|[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9][0-9_]*(e[-+]?[0-9]+)?|\.inf|\.nan)"
            + @"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
            + @"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex LooksLikeSomethingElse();
}
