using System.Globalization;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("A uniform sample of the cycle's events: the smallest of md5(seed, salt, id).")]
public sealed record RandomRule : CurationRule
{
    [Doc("Share of the events, in (0, 1]; all that the label budget leaves without it."), Range(0, 1, MinOpen = true), Example("0.1")]
    public double? Share { get; init; }

    public override string Reason =>
        Share is { } share ? $"a random {share.ToString("0.##%", CultureInfo.InvariantCulture)} of the events" : "events at random";

    public override bool NeedsBudget => Share is null;

    public override string Picks(Draw draw) =>
        Share >= 1 && draw.Most is null ? "TRUE" : $"row_number() OVER (ORDER BY {draw.Hash}, {draw.Id}) <= {Taken(draw)}";

    public override string Probability(Draw draw) => $"{Taken(draw)} / CAST(count(*) OVER () AS DOUBLE)";

    private string Taken(Draw draw)
    {
        var asked = Share is { } share ? $"ceil({share.ToString(CultureInfo.InvariantCulture)} * count(*) OVER ())" : "count(*) OVER ()";
        return draw.Most is { } most ? $"least({asked}, {most})" : asked;
    }
}
