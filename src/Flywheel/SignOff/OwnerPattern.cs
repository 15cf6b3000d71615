namespace Flywheel.SignOff;

/// <summary>Which files a line of CODEOWNERS is about: the language of gitignore, without negation and ranges.</summary>
/// <remarks>
/// A pattern with a slash before its last character is anchored at the root; <c>*</c> and <c>?</c> stay within a folder, <c>**</c> does not; a folder
/// stands for all that is in it. One thing differs from gitignore: <c>docs/*</c> is about the files of docs and not about those of its folders.
/// Files times segments bound the work, whatever the pattern.
/// </remarks>
public sealed class OwnerPattern
{
    private const string AnyFolders = "**";
    private readonly string[] segments;
    private readonly bool folderOnly;

    /// <param name="text">As it stands in the file, spaces escaped.</param>
    public OwnerPattern(string text)
    {
        Text = text;
        folderOnly = text.EndsWith('/');
        var trimmed = folderOnly ? text[..^1] : text;
        var parts = trimmed.TrimStart('/').Split('/');
        segments = trimmed.Contains('/', StringComparison.Ordinal) ? parts : [AnyFolders, .. parts];
    }

    public string Text { get; }

    /// <param name="path">From the repository's root.</param>
    public bool Matches(string path)
    {
        var names = path.Split('/');

        // reached[n]: the segments so far match the first n names.
        var reached = new bool[names.Length + 1];
        reached[0] = true;
        for (var i = 0; i < segments.Length; i++)
        {
            reached = Step(segments[i], isLast: i == segments.Length - 1, names, reached);
        }

        var nearest = folderOnly ? names.Length - 1 : names.Length;
        return segments[^1] == "*" && !folderOnly ? reached[names.Length] : Array.LastIndexOf(reached, true, nearest) > 0;
    }

    private static bool[] Step(string segment, bool isLast, string[] names, bool[] reached)
    {
        var next = new bool[reached.Length];
        for (var n = 0; n < reached.Length; n++)
        {
            if (segment == AnyFolders)
            {
                // In front or between it stands for no folder too; at the end for something in the folder.
                var from = isLast ? n - 1 : n;
                next[n] = from >= 0 && Array.IndexOf(reached, true, 0, from + 1) >= 0;
            }
            else
            {
                next[n] = n > 0 && reached[n - 1] && Glob(segment, names[n - 1]);
            }
        }

        return next;
    }

    /// <summary>Two fingers: where a star was met last, and how much of the name it has taken.</summary>
    private static bool Glob(string pattern, string name)
    {
        var (p, n, star, taken) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, taken) = (p++, n);
            }
            else if (p < pattern.Length && One(pattern, p, name[n], out var width))
            {
                (p, n) = (p + width, n + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }

    private static bool One(string pattern, int at, char c, out int width)
    {
        var escaped = pattern[at] == '\\' && at + 1 < pattern.Length;
        width = escaped ? 2 : 1;
        return escaped ? pattern[at + 1] == c : pattern[at] == '?' || pattern[at] == c;
    }
}
