using System.Text.Json;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation.Labelling;

/// <summary>One row of a file of labels, as it is written there.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Label">Empty where nobody has filled it in.</param>
/// <param name="SignedBy">The person; empty where there is one labeler alone.</param>
public sealed record AnswerRow(int Line, string Id, string Label, string SignedBy);

/// <summary>Reads files of labels: CSV by a header, JSON lines by keys; both name a point by the log's id, and its label by the label's column.</summary>
public sealed class AnswerFile(ModelStrategy strategy, string shown, List<Fault> faults)
{
    /// <summary>Column or key with the person who labelled the point.</summary>
    public const string SignedBy = "signed_by";

    private string Id => strategy.Log.Id;

    private string Label => strategy.Log.Label.Column;

    /// <summary>Whether numbers have a comma for a point, as where semicolons part the fields.</summary>
    public bool HasDecimalCommas { get; private set; }

    /// <param name="mayBeCutOff">Whether its writer was stopped: then its last line counts only with its end of line.</param>
    public IReadOnlyList<AnswerRow> Read(string path, PointsFormat format, bool mayBeCutOff = false)
    {
        if (Sheet.TextOf(path, shown, faults) is not { } text)
        {
            return [];
        }

        return format == PointsFormat.Jsonl ? OfLines(text, mayBeCutOff) : OfSheet(text, mayBeCutOff);
    }

    private List<AnswerRow> OfSheet(string text, bool mayBeCutOff)
    {
        var answers = new List<AnswerRow>();
        if (Sheet.Read(text, shown, mayBeCutOff, faults) is not { } sheet)
        {
            if (!mayBeCutOff)
            {
                faults.Add(
                    new(
                        LabelFaults.Unreadable,
                        new(shown, 1, 1),
                        "The file has no row.",
                        $"Its first one names the columns, among them {Id} and {Label}.",
                        "Write them."
                    )
                );
            }

            return answers;
        }

        HasDecimalCommas = sheet.Separator != ',';
        var (id, label, signed) = (Place(sheet, Id), Place(sheet, Label), Place(sheet, SignedBy));
        foreach (var name in new[] { (Id, id), (Label, label) }.Where(column => column.Item2 < 0).Select(column => column.Item1))
        {
            faults.Add(
                new(
                    LabelFaults.Unreadable,
                    new(shown, sheet.Head.Line, 1),
                    $"No column is called '{name}'.",
                    $"The header has {Listing.Of(sheet.Head.Fields.Where(field => field.Length > 0))}.",
                    $"Name the column with the {(name == Id ? "ids" : "labels")} '{name}'."
                )
            );
        }

        if (id < 0 || label < 0)
        {
            return answers;
        }

        foreach (var row in sheet.Rows)
        {
            var last = row.Fields.ToList().FindLastIndex(field => field.Length > 0);
            if (last >= sheet.Head.Fields.Count)
            {
                faults.Add(
                    new(
                        LabelFaults.BrokenRow,
                        new(shown, row.Line, 1),
                        $"The row has {last + 1} fields, and the header {sheet.Head.Fields.Count}.",
                        "Which of them is the label cannot be told.",
                        $"Put a field that holds '{sheet.Separator}' in double quotes."
                    )
                );
                continue;
            }

            answers.Add(new(row.Line, At(row, id), At(row, label), signed < 0 ? "" : At(row, signed)));
        }

        return answers;

        static string At(SheetRow row, int place) => place < row.Fields.Count ? row.Fields[place] : "";
    }

    private List<AnswerRow> OfLines(string text, bool mayBeCutOff)
    {
        var answers = new List<AnswerRow>();
        var lines = text.Split('\n');
        foreach (var (i, line) in lines.Index().SkipLast(mayBeCutOff ? 1 : 0).Where(line => !string.IsNullOrWhiteSpace(line.Item)))
        {
            try
            {
                using var read = JsonDocument.Parse(line);
                var row = read.RootElement;
                answers.Add(new(i + 1, Text(row, Id), Text(row, Label), Text(row, SignedBy)));
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
            {
                faults.Add(
                    new(
                        LabelFaults.BrokenRow,
                        new(shown, i + 1, 1),
                        $"The line is no JSON object: {Fault.Quote(line)}.",
                        $"Each line has the keys {Id} and {Label}.",
                        $"Write e.g. {JsonSerializer.Serialize(new Dictionary<string, object> { [Id] = 1017, [Label] = 1 }, Storage.Json.OneLine)}"
                    )
                );
            }
        }

        return answers;
    }

    private static string Text(JsonElement row, string key) =>
        row.TryGetProperty(key, out var value)
            ? value.ValueKind == JsonValueKind.Null
                ? ""
                : value.ToString().Trim()
            : "";

    private static int Place(Sheet sheet, string name) =>
        sheet.Head.Fields.ToList().FindIndex(field => string.Equals(field, name, StringComparison.OrdinalIgnoreCase));
}
