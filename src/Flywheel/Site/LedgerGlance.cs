using Flywheel.State;

namespace Flywheel.Site;

/// <summary>The newest turn of a ledger as it stood in some commit: its time and its decision.</summary>
/// <param name="Turn">Empty where there was no ledger yet.</param>
/// <param name="Decision">Empty where it is not known.</param>
public sealed record LedgerGlance(string Turn, string Decision)
{
    /// <summary>Reads the columns by their names: a ledger of long ago had others than today's.</summary>
    public static LedgerGlance Of(string? ledger)
    {
        var lines = (ledger ?? "").TrimEnd('\n').Split('\n');
        if (lines.Length < 2)
        {
            return new("", "");
        }

        var (names, fields) = (Csv.Split(lines[0]), Csv.Split(lines[^1]));
        return new(Field("as-of"), Field("decision"));

        string Field(string name) => names.IndexOf(name) is >= 0 and var at && at < fields.Count ? fields[at] : "";
    }
}
