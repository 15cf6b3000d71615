using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation.Labelling;

/// <summary>A label that can be taken.</summary>
/// <param name="Line">Where it stands, counted from 1.</param>
/// <param name="Id">As the log writes ids.</param>
/// <param name="Label">As the log writes labels; null where the labeler could not tell.</param>
/// <param name="Signed">Whose it is: labeler, and person where one is named.</param>
public sealed record GoodAnswer(int Line, string Id, string? Label, string Signed);

/// <summary>Holds each row of a file of labels against what was asked; what is wrong is told by line with how to mend it, and the others are good.</summary>
/// <param name="asked">Ids that may be answered, as the log writes them.</param>
/// <param name="existing">Which of some ids events have; asked once, and only of ids that may not be answered.</param>
/// <param name="decimalCommas">Whether a number may have a comma for its point.</param>
public sealed partial class AnswerCheck(
    ModelStrategy strategy,
    string labeler,
    string shown,
    IReadOnlySet<string> asked,
    Func<IReadOnlyList<string>, IReadOnlySet<string>> existing,
    bool decimalCommas,
    List<Fault> faults
)
{
    private IReadOnlySet<string> there = new HashSet<string>();

    /// <summary>What a labeler writes who cannot tell.</summary>
    public const string Abstains = "?";

    /// <summary>Rows that are written twice with the same label.</summary>
    public int Repeated { get; private set; }

    /// <summary>Rows that nobody has filled in.</summary>
    public int Unanswered { get; private set; }

    public IReadOnlyList<GoodAnswer> Good(IEnumerable<AnswerRow> answers)
    {
        var rows = answers.ToList();
        string[] strangers =
        [
            .. rows.Where(row => row.Label.Length > 0)
                .Select(row => Plain(row.Id))
                .Where(id => id.Length > 0 && !asked.Contains(id))
                .Distinct(),
        ];
        there = strangers.Length == 0 ? there : existing(strangers);
        var good = new Dictionary<(string Id, string Signed), GoodAnswer>();
        var contradicted = new HashSet<(string Id, string Signed)>();
        foreach (var row in rows)
        {
            if (row.Label.Length == 0)
            {
                Unanswered++;
            }
            else if (Of(row) is { } answer)
            {
                var key = (answer.Id, answer.Signed);
                if (!good.TryGetValue(key, out var before))
                {
                    good.Add(key, answer);
                }
                else if (before.Label == answer.Label)
                {
                    Repeated++;
                }
                else
                {
                    contradicted.Add(key);
                    Add(
                        LabelFaults.TwoLabels,
                        row,
                        $"{answer.Id} is {answer.Label ?? Abstains} here, and {before.Label ?? Abstains} in line {before.Line}.",
                        $"One of the two is a slip, or they are by two people.",
                        $"Delete one of the rows, or say in the column {AnswerFile.SignedBy} whose each is."
                    );
                }
            }
        }

        return [.. good.Where(one => !contradicted.Contains(one.Key)).Select(one => one.Value)];
    }

    private GoodAnswer? Of(AnswerRow row)
    {
        if (IdOf(row) is not { } id || LabelOf(row) is not var (isLabel, label) || !isLabel)
        {
            return null;
        }

        if (row.SignedBy.Length > 0 && !Person().IsMatch(row.SignedBy))
        {
            Add(
                LabelFaults.WrongSigner,
                row,
                $"{Fault.Quote(row.SignedBy)} signs the label of {id}.",
                "A name has up to 40 letters, digits, dots, dashes, blanks and underscores.",
                "Write e.g. 'ann', or nothing."
            );
            return null;
        }

        return new(row.Line, id, label, row.SignedBy.Length > 0 ? $"{labeler}/{row.SignedBy}" : labeler);
    }

    private string? IdOf(AnswerRow row)
    {
        var name = strategy.Log.Id;
        var id = row.Id;
        if (strategy.Log.Columns[name] == SqlType.Integer)
        {
            if (Scientific().IsMatch(id))
            {
                Add(
                    LabelFaults.SpoiltId,
                    row,
                    $"The {name} {Fault.Quote(id)} is not the one that was asked about.",
                    "A spreadsheet has shortened it to a few digits, and the others are lost.",
                    "Import the file with this column as text, or paste the ids from the file that was written; the labels can stay."
                );
                return null;
            }
        }

        id = Plain(id);
        if (asked.Contains(id))
        {
            return id;
        }

        var (code, what, why) =
            id.Length == 0 ? (LabelFaults.UnknownId, $"The row has a label and no {name}.", "Whose it is cannot be told.")
            : there.Contains(id)
                ? (LabelFaults.NotAsked, $"Nobody was asked about the {name} {Fault.Quote(id)}.", "Only points that curation picked count.")
            : (LabelFaults.UnknownId, $"No event has the {name} {Fault.Quote(id)}.", "A label of it would be nobody's.");
        Add(code, row, what, why, "Take the id from the file that was written, or delete the row.");
        return null;
    }

    /// <summary>An id without what a spreadsheet adds to a whole number and loses nothing by.</summary>
    private string Plain(string id)
    {
        if (strategy.Log.Columns[strategy.Log.Id] != SqlType.Integer)
        {
            return id;
        }

        var whole = WholePart().Match(id) is { Success: true } match ? match.Groups["whole"].Value : id;
        return long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : whole;
    }

    private (bool IsLabel, string? Label)? LabelOf(AnswerRow row)
    {
        var text = row.Label;
        var classes = strategy.Target.Classes;
        if (text == Abstains && !classes.Contains(text))
        {
            return (true, null);
        }

        if (classes.Count > 0)
        {
            var same = classes.Where(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)).ToList();
            if ((classes.FirstOrDefault(name => name == text) ?? (same.Count == 1 ? same[0] : null)) is { } known)
            {
                return (true, known);
            }

            var near = Nearest.To(text, classes);
            return NoLabel(
                row,
                $"There are: {Listing.Of(classes)}.",
                near is null ? "Write one of them" : $"Did you mean '{near}'? Write it"
            );
        }

        var plain = decimalCommas && DecimalComma().IsMatch(text) ? text.Replace(',', '.') : text;
        var isNumber = double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        if (strategy.Target.IsProbability)
        {
            return isNumber && number is 0 or 1 ? (true, number == 1 ? "1" : "0") : NoLabel(row, "It is 1 or 0.", "Write one of the two");
        }

        return isNumber
            ? (true, number.ToString("R", CultureInfo.InvariantCulture))
            : NoLabel(row, "It is a finite number.", "Write it with a point, e.g. 12.5");
    }

    private (bool, string?)? NoLabel(AnswerRow row, string why, string mend)
    {
        Add(
            LabelFaults.NoLabel,
            row,
            $"{Fault.Quote(row.Label)} is no {strategy.Log.Label.Column}.",
            why,
            $"{mend}; '{Abstains}' where it cannot be told, nothing where nobody has looked yet."
        );
        return null;
    }

    private void Add(string code, AnswerRow row, string what, string why, string mend) =>
        faults.Add(new(code, new(shown, row.Line, 1), what, why, mend));

    [GeneratedRegex(@"^[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+$")]
    private static partial Regex Scientific();

    // Three zeros after a comma may be thousands.
    [GeneratedRegex(@"^(?<whole>[+-]?[0-9]+)[.,]0{0,2}$")]
    private static partial Regex WholePart();

    [GeneratedRegex(@"^[+-]?[0-9]+,[0-9]+$")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^[\p{L}\p{N}._ -]{1,40}$")]
    private static partial Regex Person();
}
