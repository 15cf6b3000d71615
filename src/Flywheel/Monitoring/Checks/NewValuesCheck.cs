using Flywheel.Expressions;
using Flywheel.Logging.Profiles;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Drills;
using Flywheel.Strategy;
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

    public override bool TakesProfiles => true;

    public override IEnumerable<string> Counted(ModelStrategy strategy) => [Condition.Known(Value(strategy))];

    public override Verdict Judge(Observation seen)
    {
        if (seen.Profile is { } profile)
        {
            return Judge(profile.Column(Of.Text), seen.ReferenceProfile?.Column(Of.Text));
        }

        var of = Value(seen.Strategy);
        var known = seen.Count(Condition.Known(of));
        if (known == 0 || seen.Reference is not { } reference || reference.Count(Condition.Known(of)) == 0)
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
        return Judge(found.Texts("value"), found.Wholes("rows").Sum(), known);
    }

    private Verdict Judge(ColumnProfile? window, ColumnProfile? reference)
    {
        if (window is not { Values: > 0 } || reference is not { Values: > 0 })
        {
            return Verdict.NotEnoughEvidence($"{Of.Text} has no reference yet, or no value in the window");
        }

        if (window.Texts is not { IsExact: true } now || reference.Texts is not { IsExact: true } before)
        {
            return Verdict.NotEnoughEvidence($"profiles tell texts one by one, up to {TextSketch.Most} of them, and no numbers");
        }

        var known = before.Known.Select(one => one.Text).ToHashSet(StringComparer.Ordinal);
        var found = now
            .Known.Where(one => !known.Contains(one.Text))
            .OrderByDescending(one => one.Count)
            .ThenBy(one => one.Text, StringComparer.Ordinal)
            .ToList();
        return Judge([.. found.Select(one => one.Text)], found.Sum(one => one.Count), window.Values);
    }

    private Verdict Judge(IReadOnlyList<string> found, long rows, long known)
    {
        var share = (double)rows / known;
        var names = string.Join(", ", found.Take(Named)) + (found.Count > Named ? $" and {found.Count - Named} more" : "");
        return Verdict.When(share > AtMost, $"{rows} of {known} values are new ({Percent(share)}){(found.Count > 0 ? $": {names}" : "")}");
    }

    public override IEnumerable<StrategyChange> Advise(Observation seen) => ValueAdvice.Of(seen, Of.Text, Of);

    public override Drill? Drill(Observation seen)
    {
        if (seen.Reference is not { } reference)
        {
            return null;
        }

        var (of, where) = (Value(seen.Strategy), seen.Window.Where);
        var fresh = $"{of} NOT IN (SELECT DISTINCT {of} FROM log WHERE {reference.Where} AND {of} IS NOT NULL)";
        return new(
            $"SELECT {seen.Window.Counting(fresh)} / {seen.Window.Counting(Condition.Known(of))} FROM log WHERE {where}",
            [
                EventRows.By("The new values", of, $"{where} AND {fresh}"),
                EventRows.First(seen.Strategy, "Events with one of them", $"{where} AND {fresh}"),
            ]
        );
    }

    private string Value(ModelStrategy strategy) => $"({strategy.Sql(Of)})";
}
