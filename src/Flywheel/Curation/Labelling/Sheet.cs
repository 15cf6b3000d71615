using System.Text;
using Flywheel.Yaml;

namespace Flywheel.Curation.Labelling;

/// <summary>A table as a spreadsheet writes it: CSV of any of its dialects.</summary>
/// <remarks>
/// Fields are parted by comma, semicolon or tab, whichever the first line has most of; lines end in LF, CRLF or CR; a quoted field may
/// hold all of these and doubled quotes; a byte order mark tells UTF-8 from UTF-16, without one it is UTF-8; Excel's first line
/// <c>sep=;</c> is understood. Lines without any field are passed over.
/// </remarks>
public sealed record Sheet(char Separator, SheetRow Head, IReadOnlyList<SheetRow> Rows)
{
    private static readonly char[] _separators = [',', ';', '\t'];

    /// <summary>Text of a file.</summary>
    /// <param name="shown">Its name in faults.</param>
    /// <param name="faults">Where it is told that it cannot be read.</param>
    /// <returns>Null where it cannot.</returns>
    public static string? TextOf(string path, string shown, ICollection<Fault> faults)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            faults.Add(
                new(
                    LabelFaults.Unreadable,
                    new(shown, 1, 1),
                    "The file holds bytes that are not UTF-8.",
                    "What a letter beyond ASCII stands for cannot be told.",
                    "Save it again as 'CSV UTF-8'."
                )
            );
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            faults.Add(
                new(
                    LabelFaults.Unreadable,
                    new(shown, 1, 1),
                    "The file cannot be read.",
                    wrong.Message.EndsWith('.') ? wrong.Message : wrong.Message + ".",
                    "Name a file of labels, and close it in the program that holds it."
                )
            );
        }

        return null;
    }

    /// <summary>Reads a text that has a header.</summary>
    /// <param name="mayBeCutOff">Whether its last line may be half: then it counts only with its end of line.</param>
    /// <returns>Null where there is no header.</returns>
    public static Sheet? Read(string text, string shown, bool mayBeCutOff, ICollection<Fault> faults)
    {
        var first = text.Split('\n', 2)[0].TrimEnd('\r');
        var named = first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length == 5;
        var separator = named ? first[4] : _separators.MaxBy(candidate => Outside(first, candidate));
        var rows = Fields(text, separator, shown, mayBeCutOff, faults)
            .Skip(named ? 1 : 0)
            .Where(row => row.Fields.Any(field => field.Length > 0));
        return rows.ToList() is [var head, .. var below] ? new(separator, head, below) : null;
    }

    private static int Outside(string line, char separator)
    {
        var (count, quoted) = (0, false);
        foreach (var letter in line)
        {
            quoted ^= letter == '"';
            count += !quoted && letter == separator ? 1 : 0;
        }

        return count;
    }

    private static IEnumerable<SheetRow> Fields(string text, char separator, string shown, bool mayBeCutOff, ICollection<Fault> faults)
    {
        var (line, begun) = (1, 1);
        var (fields, field) = (new List<string>(), new StringBuilder());
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted)
            {
                if (letter == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else if (letter == '"')
                {
                    quoted = false;
                }
                else
                {
                    line += letter == '\n' ? 1 : 0;
                    field.Append(letter);
                }
            }
            else if (letter == '"' && field.ToString().Trim().Length == 0)
            {
                field.Clear();
                quoted = true;
            }
            else if (letter == separator)
            {
                End();
            }
            else if (letter is '\n' or '\r')
            {
                i += letter == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                End();
                yield return new(begun, fields);
                (fields, begun) = ([], ++line);
            }
            else
            {
                field.Append(letter);
            }
        }

        if (quoted && !mayBeCutOff)
        {
            faults.Add(
                new(
                    LabelFaults.BrokenRow,
                    new(shown, begun, 1),
                    "A quote is opened in this row and never closed.",
                    "All that follows would be one field.",
                    "Close it, or write a quote within a field twice."
                )
            );
        }
        else if (!mayBeCutOff && (field.Length > 0 || fields.Count > 0))
        {
            End();
            yield return new(begun, fields);
        }

        void End()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}

/// <summary>A row of a sheet.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="Fields">Without blanks around them.</param>
public sealed record SheetRow(int Line, IReadOnlyList<string> Fields);
