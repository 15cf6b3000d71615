using System.Text;

namespace Flywheel.State;

/// <summary>Fields of a line of CSV.</summary>
internal static class Csv
{
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
