using System.Text;

namespace Flywheel.Cli.Commands;

/// <summary>Parts text into statements at each <c>;</c> that stands in no text, name or comment.</summary>
public sealed class SqlStatements
{
    private readonly StringBuilder pending = new();
    private string? until;

    /// <summary>Whether a statement has begun and not ended.</summary>
    public bool IsOpen => !string.IsNullOrWhiteSpace(pending.ToString());

    /// <summary>The statements of a text, the last one with or without its <c>;</c>.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var statements = new SqlStatements();
        return [.. statements.Take(text), .. statements.End()];
    }

    /// <summary>Takes a line, and gives the statements that it ends, without their <c>;</c>.</summary>
    public IReadOnlyList<string> Take(string line)
    {
        var ended = new List<string>();
        for (var i = 0; i < line.Length; i++)
        {
            if (until is not null)
            {
                i = Inside(line, i);
            }
            else if (line[i] == ';')
            {
                ended.AddRange(End());
            }
            else
            {
                i = Open(line, i);
            }
        }

        if (until == "\n")
        {
            until = null;
        }

        pending.Append('\n');
        return ended;
    }

    /// <summary>What has begun, as a statement; nothing where there are only blanks and comments.</summary>
    public IReadOnlyList<string> End()
    {
        var statement = pending.ToString().Trim();
        pending.Clear();
        until = null;
        return statement.Length == 0 ? [] : [statement];
    }

    /// <summary>Copies up to the end of the text, name or comment that is open, as far as the line has it.</summary>
    private int Inside(string line, int at)
    {
        var end = line.IndexOf(until!, at, StringComparison.Ordinal);
        var next = end < 0 ? line.Length : end + until!.Length;
        pending.Append(line, at, next - at);
        if (end >= 0)
        {
            until = null;
        }

        return next - 1;
    }

    private int Open(string line, int at)
    {
        var rest = line.AsSpan(at);
        var opening =
            rest[0] is '\'' or '"' ? rest[..1].ToString()
            : rest.StartsWith("--") ? "--"
            : rest.StartsWith("/*") ? "/*"
            : rest[0] == '$' && rest[1..].IndexOf('$') is >= 0 and var length && IsTag(rest.Slice(1, length))
                ? rest[..(length + 2)].ToString()
            : null;
        until = opening switch
        {
            null => null,
            "--" => "\n",
            "/*" => "*/",
            _ => opening,
        };
        pending.Append(opening ?? rest[..1].ToString());
        return at + (opening?.Length ?? 1) - 1;
    }

    private static bool IsTag(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        return text.Length == 0 || !char.IsAsciiDigit(text[0]);
    }
}
