using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Share of the window's values that repeat another one.")]
public sealed record UniqueCheck : Check
{
    [Doc("Expression over the log's columns whose values should all differ."), Example("flight_id")]
    public required Expression Of { get; init; }

    [Doc("Largest share of repeated values that is good."), Range(0, 1)]
    public double AtMost { get; init; }

    public override string Said => $"repeated {Of.Text} ≤ {Percent(AtMost)}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Of, Wanted.Anything)];

    /// <summary>A day that is drawn twice repeats itself.</summary>
    public override bool IsOfRows => false;

    public override Verdict Judge(Observation seen)
    {
        var of = seen.Strategy.Sql(Of);
        var (known, differing) = Counted(seen, of);
        if (known == 0)
        {
            return Verdict.NotEnoughEvidence("no event in the window has a value");
        }

        var share = (double)(known - differing) / known;
        return Verdict.When(
            share > AtMost,
            $"{known - differing} of {known} values repeat another ({Percent(share)}){(seen.Window.IsSampled ? ", of the events that were kept" : "")}"
        );
    }

    /// <summary>Values, and how many of them differ. Numbers of a declared column are sorted: a table of millions that differ takes five times as long.</summary>
    private (long Known, long Differing) Counted(Observation seen, string of)
    {
        var numbers = $"SELECT {of} AS value FROM log WHERE {seen.Window.Where} AND {of} IS NOT NULL";
        if (seen.Strategy.Log.Columns.TryGetValue(Of.Text, out var type) && type is (SqlType.Integer or SqlType.Double))
        {
            return type == SqlType.Integer ? Runs.Of(seen.Window.Database.Wholes(numbers)) : Runs.Of(seen.Window.Database.Reals(numbers));
        }

        var counts = seen.Window.Table($"count({of}) AS known, count(DISTINCT {of}) AS differing");
        return (counts.Wholes("known")[0], counts.Wholes("differing")[0]);
    }

    public override Drill? Drill(Observation seen)
    {
        var (of, where) = ($"({seen.Strategy.Sql(Of)})", seen.Window.Where);
        var repeated = $"{of} IN (SELECT {of} FROM log WHERE {where} AND {of} IS NOT NULL GROUP BY ALL HAVING count(*) > 1)";
        return new(
            $"SELECT (count({of}) - count(DISTINCT {of})) / count({of}) FROM log WHERE {where}",
            [
                EventRows.By("The values that come most often", of, $"{where} AND {repeated}"),
                EventRows.First(seen.Strategy, "Events with a repeated value", $"{where} AND {repeated}", $"{of}, "),
            ]
        );
    }
}
