using System.Globalization;
using System.Text;

namespace Flywheel.State;

/// <summary>A column's distance from the reference as one turn measured it.</summary>
public sealed record DriftRow(DateTime AsOf, string Column, string Distance, double Value);

/// <summary>The drift of every turn, which the small multiples draw: <c>reports/&lt;model&gt;/drift.csv</c>.</summary>
public static class DriftHistory
{
    private const string Header = "as-of,column,distance,value";

    public static string Path(string model) => $"reports/{model}/drift.csv";

    public static string Write(IEnumerable<DriftRow> rows)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in rows.OrderBy(row => row.AsOf))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Ledger.Day(row.AsOf)},{row.Column},{row.Distance},{row.Value:0.0000}\n");
        }

        return text.ToString();
    }

    /// <summary>Rows before a time; a line that cannot be read is a mistake that is named.</summary>
    public static IReadOnlyList<DriftRow> Before(DateTime asOf, IFiles files, string model)
    {
        var path = Path(model);
        var lines = (files.Read(path) ?? Header).TrimEnd('\n').Split('\n');
        var rows = new List<DriftRow>();
        if (lines[0] != Header)
        {
            throw Broken(path, 1, $"its first line is not {Header}");
        }

        for (var i = 1; i < lines.Length; i++)
        {
            var fields = lines[i].Split(',');
            if (
                fields.Length != 4
                || !DateTime.TryParse(fields[0], CultureInfo.InvariantCulture, out var time)
                || !double.TryParse(fields[3], CultureInfo.InvariantCulture, out var value)
            )
            {
                throw Broken(path, i + 1, "a line has a time, a column, a distance and a number");
            }

            if (time < asOf)
            {
                rows.Add(new(time, fields[1], fields[2], value));
            }
        }

        return rows;
    }

    private static RefusedException Broken(string path, int line, string why) =>
        new(ExitCode.Mistake, $"{path}:{line}: the drift history cannot be read: {why}. Take it from git again: git checkout -- {path}");
}
