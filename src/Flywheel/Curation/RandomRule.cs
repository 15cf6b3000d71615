using System.Globalization;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("A uniform sample of the cycle's events: the smallest of md5(seed, salt, id).")]
public sealed record RandomRule : CurationRule
{
    [Doc("Share of the events, in (0, 1]."), Range(0, 1, MinOpen = true), Example("0.1")]
    public required double Share { get; init; }

    public override string Reason => $"a random {Share.ToString("0.##%", CultureInfo.InvariantCulture)} of the events";

    public override string Picks(Draw draw) => Share >= 1 ? "TRUE" : $"row_number() OVER (ORDER BY {draw.Hash}, {draw.Id}) <= {Taken}";

    public override string Probability(Draw draw) => $"{Taken} / CAST(count(*) OVER () AS DOUBLE)";

    private string Taken => $"ceil({Share.ToString(CultureInfo.InvariantCulture)} * count(*) OVER ())";
}
