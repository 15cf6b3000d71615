using Flywheel.Yaml;

namespace Flywheel.SignOff;

/// <summary>Reads one line: a pattern, its owners, and what stands behind a hash.</summary>
/// <param name="number">Of the line, from 1.</param>
internal sealed class OwnersLineReader(string path, int number, string line)
{
    private int at;

    /// <returns>Null for an empty line, a comment, and a line with a fault, which is added.</returns>
    public OwnersLine? Read(List<Fault> faults)
    {
        if (Word() is not { } pattern)
        {
            return null;
        }

        var before = faults.Count;
        Check(pattern, faults);
        var owners = new List<string>();
        while (Word() is { } owner)
        {
            owners.Add(owner.Text);
            if (!Owner.Is(owner.Text))
            {
                Add(
                    OwnersFaults.NoOwner,
                    owner.At,
                    $"{Fault.Quote(owner.Text)} is not {Owner.Noun}.",
                    "GitHub passes over the whole line.",
                    "Write the owner's name as GitHub shows it, or a hash before a comment; a space in a path is written '\\ '."
                );
            }
        }

        return faults.Count > before ? null : new(number, new OwnerPattern(pattern.Text), owners);

        void Add(string code, int column, string what, string why, string mend) =>
            faults.Add(new Fault(code, new Place(path, number, column + 1), what, why, mend));
    }

    private void Check((string Text, int At) pattern, List<Fault> faults)
    {
        var text = pattern.Text;
        if (text.StartsWith('!'))
        {
            Add(
                OwnersFaults.Negated,
                0,
                "GitHub passes over the line.",
                "Write the pattern without the mark and without an owner, as a later line."
            );
        }

        if (Unescaped(text, "[]") is >= 0 and var bracket)
        {
            Add(
                OwnersFaults.CharacterRange,
                bracket,
                "GitHub passes over the line.",
                "Write a line for each, or '?' for any one character."
            );
        }

        if (text.StartsWith("\\#", StringComparison.Ordinal))
        {
            Add(
                OwnersFaults.NoPattern,
                0,
                "GitHub does not read an escaped hash as the start of a pattern.",
                "Name the folder, or write '?' for the hash."
            );
        }
        else if (text is "/" || text.Contains("***", StringComparison.Ordinal) || EndsEscaped(text))
        {
            Add(
                OwnersFaults.NoPattern,
                0,
                "No file has such a path.",
                "Write '*' for every file, '/folder/' for a folder, '**' for any folders."
            );
        }

        void Add(string code, int column, string why, string mend) =>
            faults.Add(
                new Fault(code, new Place(path, number, pattern.At + column + 1), $"The pattern is {Fault.Quote(text)}.", why, mend)
            );
    }

    /// <summary>The next word and where it begins; null at the end and before a comment.</summary>
    private (string Text, int At)? Word()
    {
        while (at < line.Length && IsSpace(line[at]))
        {
            at++;
        }

        if (at == line.Length || line[at] == '#')
        {
            at = line.Length;
            return null;
        }

        var begin = at;
        while (at < line.Length && !IsSpace(line[at]))
        {
            at += line[at] == '\\' && at + 1 < line.Length ? 2 : 1;
        }

        return (line[begin..at], begin);
    }

    private static bool IsSpace(char c) => c is ' ' or '\t';

    private static int Unescaped(string text, string any)
    {
        for (var i = 0; i < text.Length; i += text[i] == '\\' ? 2 : 1)
        {
            if (any.Contains(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool EndsEscaped(string text) => (text.Length - text.TrimEnd('\\').Length) % 2 == 1;
}
