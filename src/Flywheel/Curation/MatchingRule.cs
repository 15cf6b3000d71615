using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <summary>A rule that draws from all events alike that meet a condition; NULL does not meet it.</summary>
public abstract record MatchingRule : CurationRule
{
    [Doc("Condition over the log's columns, the score, the complaint and, where labels are free, the label.")]
    [Inline, Example("score > 0.9 AND distance < 250")]
    public required Expression Where { get; init; }

    [Doc("Most events to pick, drawn from all that meet it alike; all of them without it."), AtLeast(1), Example("200")]
    public int? Count { get; init; }

    public override string Reason =>
        $"{(Count is { } count ? $"{count.ToString(CultureInfo.InvariantCulture)} " : "")}events with {Where.Text}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Where, Wanted.Boolean)];

    public override bool SeesArrivals => true;

    public override string Picks(Draw draw)
    {
        var meets = Meets(draw);
        return $"{meets} AND row_number() OVER (PARTITION BY {meets} ORDER BY {draw.Hash}, {draw.Id}) <= {draw.Count(Count)}";
    }

    public override string Probability(Draw draw)
    {
        if (WithoutChance(draw.Strategy) is not null)
        {
            return Draw.Nothing;
        }

        var meets = Meets(draw);
        return $"CASE WHEN {meets} THEN least(1, {draw.Count(Count)} / CAST(count(*) FILTER ({meets}) OVER () AS DOUBLE)) ELSE 0 END";
    }

    private string Meets(Draw draw) => $"coalesce({draw.Strategy.Sql(Where)}, FALSE)";
}
