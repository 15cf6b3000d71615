using Flywheel.Expressions;
using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Share of the window's values that the reference never held.")]
public sealed record NewValuesCheck : Check
{
    /// <summary>Values that a verdict names.</summary>
    private const int Named = 3;

    [Doc("Expression over the log's columns."), Example("origin")]
    public required Expression Of { get; init; }

    [Doc("Largest share of new values that is good."), Range(0, 1)]
    public double AtMost { get; init; }

    public override string Said => $"new {Of.Text} ≤ {Percent(AtMost)}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Anything)];

    public override Verdict Judge(Observation seen)
    {
        var of = $"({seen.Strategy.Sql(Of)})";
        var known = seen.Count($"{of} IS NOT NULL");
        if (known == 0 || seen.Reference is not { } reference || reference.Count($"{of} IS NOT NULL") == 0)
        {
            return Verdict.NotEnoughEvidence($"{Of.Text} has no reference yet, or no value in the window");
        }

        var found = seen.Window.Database.Table(
            $"""
            SELECT CAST(value AS VARCHAR) AS value, CAST(round(sum(stands_for)) AS BIGINT) AS rows
            FROM (SELECT {of} AS value, {seen.Window.StandsFor} AS stands_for FROM log WHERE {seen.Window.Where})
            WHERE value IS NOT NULL AND value NOT IN (SELECT DISTINCT {of} FROM log WHERE {reference.Where} AND {of} IS NOT NULL)
            GROUP BY ALL ORDER BY rows DESC, value
            """
        );
        var rows = found.Wholes("rows").Sum();
        var share = (double)rows / known;
        var names = string.Join(", ", found.Texts("value").Take(Named)) + (found.Rows > Named ? $" and {found.Rows - Named} more" : "");
        return Verdict.When(share > AtMost, $"{rows} of {known} values are new ({Percent(share)}){(found.Rows > 0 ? $": {names}" : "")}");
    }

    public override Drill? Drill(Observation seen)
    {
        if (seen.Reference is not { } reference)
        {
            return null;
        }

        var (of, where) = ($"({seen.Strategy.Sql(Of)})", seen.Window.Where);
        var fresh = $"{of} NOT IN (SELECT DISTINCT {of} FROM log WHERE {reference.Where} AND {of} IS NOT NULL)";
        return new(
            $"SELECT {seen.Window.Counting(fresh)} / {seen.Window.Counting($"{of} IS NOT NULL")} FROM log WHERE {where}",
            [
                EventRows.By("The new values", of, $"{where} AND {fresh}"),
                EventRows.First(seen.Strategy, "Events with one of them", $"{where} AND {fresh}"),
            ]
        );
    }
}
