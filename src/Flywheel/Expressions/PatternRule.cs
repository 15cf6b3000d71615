using System.Text.RegularExpressions;

namespace Flywheel.Expressions;

/// <summary>The regular expressions that RE2 (DuckDB) and PostgreSQL's own engine match alike.</summary>
internal static class PatternRule
{
    private const int LongestPattern = 200;

    public const string Sentence =
        @"a regular expression in quotes of at most 200 characters, with no backslash but \d \s \w and signs, no (?…) but (?:…), no {n} above 99";

    public static bool Holds(string pattern)
    {
        if (
            pattern.Length is 0 or > LongestPattern
            || pattern.Any(c => c is < ' ' or > '~')
            || pattern.StartsWith("***", StringComparison.Ordinal)
        )
        {
            return false;
        }

        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i + 1);
            if (pattern[i] == '\\' && (rest.IsEmpty || (char.IsLetterOrDigit(rest[0]) && rest[0] is not ('d' or 's' or 'w'))))
            {
                return false;
            }

            if (pattern[i] == '(' && rest.StartsWith("?") && !rest.StartsWith("?:"))
            {
                return false;
            }

            if (pattern[i] == '{' && rest.IndexOf('}') is < 1 or > 5)
            {
                return false;
            }

            // The sign after a backslash is no syntax.
            i += pattern[i] == '\\' ? 1 : 0;
        }

        // Repeats of repeats are counted out by both engines: one level of small counts is enough for anything readable.
        return Regex.Count(pattern, @"\{") <= 8 && !Regex.IsMatch(pattern, @"\{\d*,?\d{3,}|\)\{") && Parses(pattern);
    }

    private static bool Parses(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
