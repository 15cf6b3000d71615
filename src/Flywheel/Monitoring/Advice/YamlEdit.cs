namespace Flywheel.Monitoring.Advice;

/// <summary>A text of YAML with one entry more: nothing else of it is touched, comments and order least of all.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Line">Number of the first line that differs, from 1.</param>
/// <param name="Removed">Lines that are not there any more: an empty <c>{}</c> or <c>[]</c>.</param>
/// <param name="Added">Lines that are new.</param>
public sealed record YamlEdit(string Text, int Line, IReadOnlyList<string> Removed, IReadOnlyList<string> Added)
{
    private const int Context = 3;

    /// <summary>Adds an entry at the end of a block; blocks that are missing are made.</summary>
    /// <returns>Null where a block is written in braces or brackets that hold something, or as a single word.</returns>
    public static YamlEdit? Of(string text, IReadOnlyList<string> block, string entry)
    {
        var lines = text.TrimEnd('\n').Split('\n').ToList();
        var (from, to, indent) = (0, lines.Count, 0);
        for (var depth = 0; depth < block.Count; depth++)
        {
            var at = Enumerable.Range(from, to - from).FirstOrDefault(i => IsKey(lines[i], indent, block[depth]), -1);
            if (at < 0)
            {
                return Insert(lines, EndOf(lines, from, to), [], Nested(block.Skip(depth), entry, indent));
            }

            var value = lines[at][(indent + block[depth].Length + 1)..].Split(" #")[0].Trim();
            if (value is "{}" or "[]" or "{ }" or "[ ]")
            {
                return Insert(lines, at, [lines[at]], Nested(block.Skip(depth), entry, indent));
            }

            if (value.Length > 0)
            {
                return null;
            }

            (from, to) = (at + 1, EndOfBlock(lines, at, indent));
            indent = lines.Skip(from).Take(to - from).Where(IsContent).Select(Indent).FirstOrDefault(indent + 2);
        }

        return Insert(lines, EndOf(lines, from, to), [], [new string(' ', indent) + entry]);
    }

    /// <summary>The change as a unified diff, which <c>git apply</c> takes.</summary>
    /// <param name="path">Of the file, from the root.</param>
    /// <param name="before">Its text.</param>
    public string Diff(string path, string before)
    {
        var lines = before.TrimEnd('\n').Split('\n');
        var first = Math.Max(0, Line - 1 - Context);
        var head = lines[first..(Line - 1)];
        var tail = lines[Math.Min(lines.Length, Line - 1 + Removed.Count)..Math.Min(lines.Length, Line - 1 + Removed.Count + Context)];
        var (was, now) = (head.Length + Removed.Count + tail.Length, head.Length + Added.Count + tail.Length);
        IEnumerable<string> all =
        [
            $"--- a/{path}",
            $"+++ b/{path}",
            $"@@ -{first + 1},{was} +{first + 1},{now} @@",
            .. head.Select(line => $" {line}"),
            .. Removed.Select(line => $"-{line}"),
            .. Added.Select(line => $"+{line}"),
            .. tail.Select(line => $" {line}"),
        ];
        return string.Join('\n', all) + "\n";
    }

    private static YamlEdit Insert(List<string> lines, int at, IReadOnlyList<string> removed, IReadOnlyList<string> added)
    {
        IEnumerable<string> all = [.. lines.Take(at), .. added, .. lines.Skip(at + removed.Count)];
        return new(string.Join('\n', all) + "\n", at + 1, removed, added);
    }

    private static List<string> Nested(IEnumerable<string> keys, string entry, int indent)
    {
        var lines = new List<string>();
        foreach (var key in keys)
        {
            lines.Add($"{new string(' ', indent)}{key}:");
            indent += 2;
        }

        lines.Add(new string(' ', indent) + entry);
        return lines;
    }

    private static bool IsKey(string line, int indent, string key) =>
        Indent(line) == indent && line[indent..].StartsWith(key + ":", StringComparison.Ordinal);

    private static bool IsContent(string line) => line.TrimStart() is { Length: > 0 } text && text[0] != '#';

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    /// <summary>Where the lines end that belong to a key; a list may stand as far left as its key.</summary>
    private static int EndOfBlock(List<string> lines, int key, int indent)
    {
        var end = key + 1;
        while (
            end < lines.Count
            && (
                !IsContent(lines[end])
                || Indent(lines[end]) > indent
                || (Indent(lines[end]) == indent && lines[end][indent..].StartsWith("- ", StringComparison.Ordinal))
            )
        )
        {
            end++;
        }

        return end;
    }

    /// <summary>Behind the last line with content of a range.</summary>
    private static int EndOf(List<string> lines, int from, int to)
    {
        while (to > from && !IsContent(lines[to - 1]))
        {
            to--;
        }

        return to;
    }
}
