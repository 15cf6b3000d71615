using YamlDotNet.Core;

namespace Flywheel.Yaml;

/// <summary>What a strategy file may not contain, whatever its keys: each guard is the fault that it reports.</summary>
internal static class YamlGuards
{
    internal const int MaxBytes = 1024 * 1024;

    /// <summary>Bytes of a file that the loop itself writes: the manifest of a dataset of 10,000 columns has one megabyte.</summary>
    internal const int MaxWrittenBytes = 64 * MaxBytes;

    /// <summary>Whether a reviewer would not see the character, or would see its neighbours in another order (CVE-2021-42574).</summary>
    internal static bool IsInvisible(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Whether the text is worth parsing.</summary>
    /// <param name="most">Bytes that the file may have.</param>
    internal static bool Accept(string file, string text, Faults faults, int most = MaxBytes)
    {
        if (text.Length > most || System.Text.Encoding.UTF8.GetByteCount(text) > most)
        {
            faults.Add(TooLarge(file, most));
            return false;
        }

        var (line, column, clean) = (1, 1, true);
        foreach (var c in text)
        {
            if (IsInvisible(c) && c is not ('\t' or '\n' or '\r'))
            {
                faults.Add(ControlCharacter(new Place(file, line, column), c));
                clean = false;
            }

            (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return clean;
    }

    internal static Fault TooLarge(string file, int most = MaxBytes) =>
        new(
            FaultCodes.TooLarge,
            new Place(file, 1, 1),
            $"The file is larger than {most >> 20} MiB.",
            "A strategy is read by people, and reading it must not take seconds.",
            "Split it, or keep the data in a data file."
        );

    internal static Fault ControlCharacter(Place at, char c) =>
        new(
            FaultCodes.ControlCharacter,
            at,
            $"The control character U+{(int)c:X4} stands here.",
            "A reviewer cannot see it, or sees the text around it in another order.",
            "Delete it; inside double quotes write \\u and its four digits."
        );

    internal static Fault Empty(Place at) =>
        new(
            FaultCodes.Empty,
            at,
            "The file is empty.",
            "An empty strategy would run with nothing but defaults, which is more often a slip than a wish.",
            "Write at least one key, or delete the file."
        );

    internal static Fault SecondDocument(Place at) =>
        new(
            FaultCodes.SecondDocument,
            at,
            "A second document starts here.",
            "One file holds one document, so that nothing after the first is overlooked.",
            "Delete the '---' or move what follows it into a file of its own."
        );

    internal static Fault Anchor(Place at, string name) =>
        new(
            FaultCodes.Anchor,
            at,
            $"The anchor {Fault.Quote("&" + name)} stands here.",
            "A strategy says everything where it is used: anchors and aliases are not read.",
            "Delete it and write the value again where it is needed; quote a text that starts with '&'."
        );

    internal static Fault Alias(Place at, string name) =>
        new(
            FaultCodes.Alias,
            at,
            $"The alias {Fault.Quote("*" + name)} stands here.",
            "A strategy says everything where it is used: anchors and aliases are not read.",
            "Write the value itself; quote a text that starts with '*'."
        );

    internal static Fault Tag(Place at, string tag) =>
        new(
            FaultCodes.Tag,
            at,
            $"The tag {Fault.Quote(tag)} stands here.",
            "The key alone decides how its value is read: tags are not.",
            "Delete the tag; quote a text that starts with '!'."
        );

    internal static Fault TooDeep(Place at) =>
        new(
            FaultCodes.TooDeep,
            at,
            $"This is nested more than {Composer.MaxDepth} deep.",
            "No strategy needs that, and nobody could review it.",
            "Look for a bracket that is never closed, or for a line that is indented too far."
        );

    internal static Fault DuplicateKey(YamlScalar key, Place first) =>
        new(
            FaultCodes.DuplicateKey,
            key.At,
            $"The key {Fault.Quote(key.Text)} is here for the second time; the first is at {first}.",
            "Only one of the two could count, and a reader cannot tell which.",
            "Delete one of them, or start a new list item with '-'."
        );

    internal static Fault KeyNotText(YamlNode key) =>
        new(
            FaultCodes.KeyNotText,
            key.At,
            $"{Sentence.Start(key.Noun)} stands where a key belongs.",
            "Keys are names.",
            "Write a name; quote a text that starts with '{' or '['."
        );

    internal static Fault Syntax(YamlException error, string text, string file)
    {
        var at = new Place(file, Math.Max(1, (int)error.Start.Line), Math.Max(1, (int)error.Start.Column));
        return Tab(text, at.Line, (int)error.End.Line) is (var line, var column)
            ? new(
                FaultCodes.Tab,
                new Place(file, line, column),
                "A tab stands in the indentation.",
                "YAML is indented with spaces only: tabs have no agreed width.",
                "Replace it with two spaces a level."
            )
            : new(
                FaultCodes.Syntax,
                at,
                $"This is not YAML: {Sentence.End(error.Message)}",
                "Nothing after this place can be read.",
                "Look here and on the line above for a missing space after ':' or '-', a quote or bracket left open, or an indentation that does not fit; quote a text that holds ': ' or ' #'."
            );
    }

    // The scanner blames the line before a tab as often as the tab's own.
    private static (int Line, int Column)? Tab(string text, int first, int last)
    {
        var lines = text.Split('\n');
        for (var i = first; i <= Math.Min(Math.Max(first, last) + 1, lines.Length); i++)
        {
            if (lines[i - 1].TakeWhile(char.IsWhiteSpace).Contains('\t'))
            {
                return (i, lines[i - 1].IndexOf('\t', StringComparison.Ordinal) + 1);
            }
        }

        return null;
    }
}
