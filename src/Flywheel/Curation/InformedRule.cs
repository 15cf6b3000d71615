using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("A fixed number of events, the likelier the larger an expression is.")]
public sealed record InformedRule : CurationRule
{
    /// <summary>A larger size counts as this: u / p must not underflow.</summary>
    private const string Largest = "1e100";

    [Doc("Expression that an event's chance grows with; it may use the score."), Example("1 - 2 * abs(score - 0.5)")]
    public required Expression By { get; init; }

    [Doc("Events to pick; all of them where there are fewer, and all that the label budget leaves without it."), AtLeast(1), Example("500")]
    public int? Count { get; init; }

    [Doc("Least size of an event: what is smaller, NULL or not a finite number counts as this, so that every event has a chance.")]
    [Range(0, 1e100, MinOpen = true)]
    public double Floor { get; init; } = 0.01;

    [Doc("Whether every event has a chance, or the largest are picked.")]
    public DrawKind Draw { get; init; }

    public override string Reason =>
        Draw == DrawKind.Top
            ? $"{RankedRule.Asked(Count)} events with the largest {By.Text}"
            : $"{RankedRule.Asked(Count)} events, the likelier the larger {By.Text}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(By, Wanted.Number)];

    public override bool NeedsBudget => Count is null;

    public override string? WithoutChance(ModelStrategy strategy) => Draw == DrawKind.Top ? RankedRule.TopReason : null;

    public override string Picks(Draw draw) =>
        Draw == DrawKind.Top ? draw.Top(Score(draw), draw.Count(Count)) : draw.ByChance(Size(draw), draw.Count(Count));

    public override string Probability(Draw draw) =>
        Draw == DrawKind.Top ? Curation.Draw.Nothing : draw.Chance(Size(draw), draw.Count(Count));

    /// <summary>A number that is none sorts above all others, so it counts as missing.</summary>
    public override string Score(Draw draw)
    {
        var by = Value(draw);
        return $"CASE WHEN isfinite({by}) THEN {by} END";
    }

    private string Value(Draw draw) => $"CAST({draw.Strategy.Sql(By)} AS DOUBLE)";

    private string Size(Draw draw)
    {
        var by = Value(draw);
        var floor = Floor.ToString("R", CultureInfo.InvariantCulture);
        return $"CASE WHEN {by} > {floor} AND {by} < CAST('Infinity' AS DOUBLE) THEN least({by}, {Largest}) ELSE CAST({floor} AS DOUBLE) END";
    }
}
