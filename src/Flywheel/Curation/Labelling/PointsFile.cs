using System.Globalization;
using System.Text;
using System.Text.Json;
using Flywheel.Expressions;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation.Labelling;

/// <summary>Writes points for a labeler: their id, why each was picked, and what the log knows of them.</summary>
/// <param name="turn">Where the points are.</param>
/// <param name="columns">Declared columns to show, without the id.</param>
/// <param name="toFill">Whether label and name are to be filled in by a person: empty columns after the id, and text that no spreadsheet takes for a formula.</param>
public sealed class PointsFile(Turn turn, IReadOnlyList<string> columns, bool toFill)
{
    private ModelStrategy Strategy => turn.Strategy;

    /// <summary>Every declared column but the id.</summary>
    public static IReadOnlyList<string> AllOf(ModelStrategy strategy) =>
        [.. strategy.Log.Columns.Keys.Where(name => name != strategy.Log.Id)];

    private string[] Heads =>
        [
            Strategy.Log.Id,
            .. toFill ? [Strategy.Log.Label.Column, AnswerFile.SignedBy] : Array.Empty<string>(),
            "rule",
            "reason",
            "priority",
            .. columns,
        ];

    /// <param name="points">SQL of the points, in the columns of <see cref="PickedPoints"/>.</param>
    /// <param name="order">SQL of their order.</param>
    /// <returns>Ids in that order, as the log writes them.</returns>
    public IReadOnlyList<string> Write(string path, PointsFormat format, string points, string order)
    {
        var context = columns.Select((name, i) => $", CAST({Sql.Name(name)} AS VARCHAR) AS c{i}");
        var table = turn.Database.Table(
            $"""
            SELECT CAST({turn.Log.Id} AS VARCHAR) AS id, {PickedPoints.Rule} AS rule, {PickedPoints.Reason} AS reason,
                   coalesce(CAST({PickedPoints.Priority} AS VARCHAR), '') AS priority{string.Concat(context)}
            FROM ({points}) ORDER BY {order}
            """
        );
        var ids = table.Texts("id");
        string[][] values =
        [
            ids,
            .. toFill ? [Empty(), Empty()] : Array.Empty<string[]>(),
            table.Texts("rule"),
            table.Texts("reason"),
            table.Texts("priority"),
            .. columns.Select((_, i) => Texts($"c{i}")),
        ];

        // A spreadsheet knows UTF-8 by its mark; programs stumble over it.
        using var lines = new StreamWriter(
            path,
            append: false,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: toFill && format == PointsFormat.Csv)
        );
        lines.NewLine = "\n";
        if (format == PointsFormat.Csv)
        {
            lines.WriteLine(string.Join(',', Heads.Select(head => Quoted(head, isValue: false))));
        }

        for (var row = 0; row < ids.Length; row++)
        {
            var i = row;
            lines.WriteLine(
                format == PointsFormat.Csv
                    ? string.Join(',', values.Select((column, j) => Quoted(column[i], isValue: j > 0)))
                    : JsonSerializer.Serialize(Object([.. values.Select(column => column[i])]), Json.OneLine)
            );
        }

        return ids;

        string[] Empty() => [.. Enumerable.Repeat("", ids.Length)];

        // A column without any value comes back as numbers that are missing.
        string[] Texts(string name) => table.Rows == 0 ? [] : Array.ConvertAll(table.Texts(name), text => text ?? "");
    }

    private OrderedDictionary<string, object?> Object(string[] values)
    {
        var row = new OrderedDictionary<string, object?>();
        foreach (var (head, value) in Heads.Zip(values))
        {
            row.TryAdd(head, value.Length == 0 ? null : Typed(head, value));
        }

        return row;
    }

    private object Typed(string head, string value) =>
        !Strategy.Log.Columns.TryGetValue(head, out var type) ? value
        : type == SqlType.Integer ? long.Parse(value, CultureInfo.InvariantCulture)
        : type == SqlType.Double && double.TryParse(value, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : type == SqlType.Boolean ? value == "true"
        : value;

    /// <summary>What begins like a formula would be run by a spreadsheet: people's texts are made harmless by a quote before them.</summary>
    private string Quoted(string value, bool isValue)
    {
        var isFormula =
            toFill
            && isValue
            && value.Length > 1
            && value[0] is '=' or '@' or '+' or '-' or '\t'
            && !double.TryParse(value, CultureInfo.InvariantCulture, out _);
        var text = isFormula ? "'" + value : value;
        return text.AsSpan().ContainsAny(",\"\n\r;") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
