using System.Globalization;
using System.Text;
using Flywheel.Yaml;

namespace Flywheel.Expressions;

/// <summary>Refuses, before any parser runs, text that is not one expression: comments, dollars, semicolons, stray brackets.</summary>
/// <remarks>
/// What a bracket closes and what a quote hides is the ground of most tricks, so both are counted here, independently of the
/// parser. One rule protects the parser itself: it copies the operand of CASE x WHEN into every branch, so that operands which
/// hold a CASE of their own would grow the tree exponentially.
/// </remarks>
internal static class TextGuard
{
    /// <summary>Longest expression, in characters.</summary>
    public const int LongestText = 2_000;

    public static Fault? Check(Expression expression)
    {
        var text = expression.Text;
        if (text.Length > LongestText)
        {
            return expression.Fault(
                ExpressionFaults.TooLong,
                0,
                $"The expression has {text.Length} characters, more than {LongestText}.",
                "Long expressions are hard to review and slow to check.",
                "Split it into several features or cohorts."
            );
        }

        return Scan(text) is var (index, found) && found.Length > 0
            ? expression.Fault(
                ExpressionFaults.NotOneExpression,
                index,
                $"The text holds {found}.",
                "An expression is one value computed from columns, and nothing besides.",
                "Write a plain expression, e.g. \"distance > 1000 AND origin IN ('ATL', 'ORD')\"; put comments into the YAML."
            )
            : null;
    }

    private static (int Index, string Found) Scan(string text)
    {
        var open = 0;
        var inOperandOfCase = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (Invisible(text, i))
            {
                return (i, $"the invisible character U+{(int)c:X4}");
            }

            if (c is '\'' or '"')
            {
                var end = EndOfQuote(text, i);
                if (end < 0)
                {
                    return (i, $"a quote {c} that is never closed");
                }

                if (c == '\'' && i > 0 && IsWord(text[i - 1]))
                {
                    return (i - 1, $"a text with the prefix {text[i - 1]}, which changes what it means");
                }

                for (var inside = i; inside < end; inside++)
                {
                    if (Invisible(text, inside))
                    {
                        return (inside, $"the invisible character U+{(int)text[inside]:X4}");
                    }
                }

                i = end;
                continue;
            }

            if ((c == '-' && next == '-') || (c == '/' && next == '*'))
            {
                return (i, $"a comment, {c}{next}");
            }

            if (c is '$' or ';' or '?' or '#' or '@' or '`' or '{' or '}' or '[' or ']' or '\\')
            {
                return (i, $"the character {c}");
            }

            open +=
                c == '(' ? 1
                : c == ')' ? -1
                : 0;
            if (open < 0)
            {
                return (i, "a closing bracket without its opening one");
            }

            if (IsWord(c) && (i == 0 || !IsWord(text[i - 1])))
            {
                var word = text[i..].TakeWhile(IsWord).Count() is var length ? text.Substring(i, length) : "";
                var isCase = word.Equals("case", StringComparison.OrdinalIgnoreCase);
                if (isCase && inOperandOfCase)
                {
                    return (i, "a CASE between another CASE and its first WHEN");
                }

                inOperandOfCase = isCase || (inOperandOfCase && !word.Equals("when", StringComparison.OrdinalIgnoreCase));
            }
        }

        return open > 0 ? (text.Length, "an opening bracket without its closing one") : (0, "");
    }

    private static int EndOfQuote(string text, int start)
    {
        for (var i = text.IndexOf(text[start], start + 1); i >= 0; i = text.IndexOf(text[start], i + 2))
        {
            if (i + 1 >= text.Length || text[i + 1] != text[start])
            {
                return i;
            }

            if (i + 2 >= text.Length)
            {
                break;
            }
        }

        return -1;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    // A lone half of a pair has no UTF-8 form; format characters reorder or hide what a reviewer sees.
    private static bool Invisible(string text, int i) =>
        char.IsLowSurrogate(text[i])
            ? i == 0 || !char.IsHighSurrogate(text[i - 1])
            : Rune.TryGetRuneAt(text, i, out var rune) switch
            {
                false => true,
                _ => rune.Value is not ('\n' or '\t' or '\r')
                    && Rune.GetUnicodeCategory(rune)
                        is UnicodeCategory.Control
                            or UnicodeCategory.Format
                            or UnicodeCategory.PrivateUse
                            or UnicodeCategory.OtherNotAssigned
                            or UnicodeCategory.LineSeparator
                            or UnicodeCategory.ParagraphSeparator,
            };
}
