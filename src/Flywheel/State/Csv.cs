using System.Text;

namespace Flywheel.State;

/// <summary>Files of CSV in the repository, line by line.</summary>
internal static class Csv
{
    /// <summary>Rows of a file; none where it is not there.</summary>
    /// <param name="what">What messages call the file, e.g. "the drift history".</param>
    /// <param name="form">What a line has, in words.</param>
    /// <param name="read">A row of a line's fields; null where they are none.</param>
    /// <exception cref="RefusedException">A line cannot be read; it is named.</exception>
    public static IEnumerable<T> Rows<T>(IFiles files, string path, string header, string what, string form, Func<List<string>, T?> read)
        where T : class
    {
        var lines = (files.Read(path) ?? header).TrimEnd('\n').Split('\n');
        return lines[0] == header
            ? lines.Skip(1).Select((line, i) => read(Split(line)) ?? throw Broken(path, i + 2, what, form))
            : throw Broken(path, 1, what, $"its first line is not {header}");
    }

    /// <param name="why">What is wrong with the line.</param>
    public static RefusedException Broken(string path, int line, string what, string why) =>
        new(ExitCode.Mistake, $"{path}:{line}: {what} cannot be read: {why}. Take it from git again: git checkout -- {path}");

    /// <summary>One row is one line, whatever counts as the end of a line where the file is read again.</summary>
    public static string Quote(string field)
    {
        var line = field.ReplaceLineEndings(" ");
        return line.AsSpan().ContainsAny(",\"") ? $"\"{line.Replace("\"", "\"\"")}\"" : line;
    }

    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
