using System.Text;

namespace Flywheel.DuckDb.Parameters;

/// <summary>Rewrites <c>@name</c>, as ADO.NET writes parameters, to <c>$name</c>, as DuckDB does.</summary>
/// <remarks>
/// Texts, quoted names, comments and dollar-quoted texts stay as they are, and so does an @ that names no parameter:
/// it is an operator.
/// </remarks>
internal static class ParameterNames
{
    public static string Rewrite(string sql, Func<string, bool> isParameter)
    {
        if (!sql.Contains('@', StringComparison.Ordinal))
        {
            return sql;
        }

        var rewritten = new StringBuilder(sql.Length);
        for (var i = 0; i < sql.Length; )
        {
            var end = EndOfToken(sql, i);
            var isName = sql[i] == '@' && end > i + 1 && isParameter(sql[(i + 1)..end]);
            rewritten.Append(isName ? '$' : sql[i]).Append(sql, i + 1, end - i - 1);
            i = end;
        }

        return rewritten.ToString();
    }

    /// <summary>Where the token ends that begins at an index: a quoted text, a comment, a name, or one character.</summary>
    private static int EndOfToken(string sql, int start) =>
        sql[start] switch
        {
            '\'' => EndOfQuote(sql, start + 1, '\'', backslashes: false),
            '"' => EndOfQuote(sql, start + 1, '"', backslashes: false),
            'e' or 'E' when Next(sql, start) == '\'' => EndOfQuote(sql, start + 2, '\'', backslashes: true),
            '-' when Next(sql, start) == '-' => EndAfter(sql, "\n", start),
            '/' when Next(sql, start) == '*' => EndOfComment(sql, start),
            '$' => EndOfDollarQuote(sql, start),
            '@' => EndOfName(sql, start + 1),
            var first when IsNamePart(first) => EndOfName(sql, start),
            _ => start + 1,
        };

    private static int EndOfQuote(string sql, int inside, char quote, bool backslashes)
    {
        for (var i = inside; i < sql.Length; i++)
        {
            if (backslashes && sql[i] == '\\')
            {
                i++;
            }
            else if (sql[i] == quote && Next(sql, i) == quote)
            {
                i++;
            }
            else if (sql[i] == quote)
            {
                return i + 1;
            }
        }

        return sql.Length;
    }

    /// <summary>Comments nest.</summary>
    private static int EndOfComment(string sql, int start)
    {
        var depth = 0;
        for (var i = start; i < sql.Length - 1; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (sql[i] == '*' && sql[i + 1] == '/')
            {
                depth--;
                i++;
                if (depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return sql.Length;
    }

    /// <summary>Either <c>$tag$ … $tag$</c>, whose tag may be empty and starts with no digit, or the parameter <c>$name</c>.</summary>
    private static int EndOfDollarQuote(string sql, int start)
    {
        var tag = start + 1;
        while (tag < sql.Length && IsNamePart(sql[tag]) && sql[tag] != '$')
        {
            tag++;
        }

        var quotes = tag < sql.Length && sql[tag] == '$' && !char.IsAsciiDigit(sql[start + 1]);
        return quotes ? EndAfter(sql, sql[start..(tag + 1)], tag + 1) : tag;
    }

    private static int EndAfter(string sql, string mark, int from)
    {
        var found = sql.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + mark.Length;
    }

    private static int EndOfName(string sql, int start)
    {
        var end = start;
        while (end < sql.Length && IsNamePart(sql[end]))
        {
            end++;
        }

        return end;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private static char Next(string sql, int i) => i + 1 < sql.Length ? sql[i + 1] : '\0';
}
