using System.Text;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.SignOff;

/// <summary>A line of CODEOWNERS that counts.</summary>
/// <param name="Number">Of the line, from 1.</param>
/// <param name="Owners">None takes the files from the owners of the lines before.</param>
public sealed record OwnersLine(int Number, OwnerPattern Pattern, IReadOnlyList<string> Owners);

/// <summary>Who owns which file, as GitHub reads it when it asks for reviews.</summary>
/// <param name="Path">Where the file stands.</param>
/// <param name="Lines">In order; the last one that matches a file counts.</param>
/// <param name="Faults">Lines that GitHub passes over, or why it reads none.</param>
public sealed record CodeOwners(string Path, IReadOnlyList<OwnersLine> Lines, IReadOnlyList<Fault> Faults)
{
    private const int MostBytes = 3 * 1024 * 1024;

    /// <summary>Where it may stand; the first that is there counts, and the others do not.</summary>
    public static IReadOnlyList<string> Places { get; } = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    /// <summary>The file that counts, or null where there is none.</summary>
    public static CodeOwners? Of(IFiles files)
    {
        foreach (var path in Places)
        {
            if (files.Read(path) is { } text && files.List(path).Count == 0)
            {
                return Read(path, text);
            }

            if (files.List(path).Count > 0)
            {
                return NotLoaded(
                    path,
                    "It is a folder.",
                    "GitHub reads a file of that name.",
                    $"Type: git mv {path} to another name, and write the file."
                );
            }
        }

        return null;
    }

    public static CodeOwners Read(string path, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) is var bytes && bytes > MostBytes)
        {
            return NotLoaded(
                path,
                $"It has {bytes:N0} bytes.",
                "GitHub loads none above 3 MB.",
                "Write patterns of folders in place of many files."
            );
        }

        if (text.AsSpan().IndexOfAny('\0', '\uFFFD') is >= 0 and var at)
        {
            var line = text.AsSpan(0, at).Count('\n') + 1;
            return NotLoaded(path, "It holds bytes that are no text.", "CODEOWNERS is UTF-8.", "Write it anew with a text editor.", line);
        }

        var (lines, faults) = (new List<OwnersLine>(), new List<Fault>());
        foreach (var (number, line) in text.Split('\n').Index())
        {
            if (new OwnersLineReader(path, number + 1, line.TrimEnd('\r')).Read(faults) is { } read)
            {
                lines.Add(read);
            }
        }

        return new(path, lines, faults);
    }

    /// <summary>The line that counts for a file, or null where none matches.</summary>
    public OwnersLine? Of(string file)
    {
        for (var i = Lines.Count - 1; i >= 0; i--)
        {
            if (Lines[i].Pattern.Matches(file))
            {
                return Lines[i];
            }
        }

        return null;
    }

    private static CodeOwners NotLoaded(string path, string what, string why, string mend, int line = 1) =>
        new(path, [], [new Fault(OwnersFaults.NotLoaded, new Place(path, line, 1), what, why, mend)]);
}
