using System.Globalization;
using Flywheel.Curation;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <remarks>
/// Sequential Poisson sampling by a size that halves with every half-life and falls in a straight line in between: 2^-k (1 - r / 2) for an
/// age of k + r half-lives, at most 6.2 % above 2^-(k + r). Sums, products and powers of two are the same bits on every engine; an
/// exponential function is not.
/// </remarks>
[Doc("So many of the points of a time, the likelier the younger they are.")]
public sealed record RecencySample : SampledPoints
{
    /// <summary>Half-lives after which a chance falls no further: a size is never 0, and an inverse of it never infinite.</summary>
    private const int Most = 62;

    [Doc("Rows to draw; all of them where there are fewer."), AtLeast(1), Example("50000")]
    public required long Rows { get; init; }

    [Doc("Age by which a point is half as likely to be drawn as a new one."), DurationRange("1h"), Example("14d")]
    public required TimeSpan HalfLife { get; init; }

    public override string Said => $"recency sample of {Rows} rows of {Duration.Text(Of)}, half-life {Duration.Text(HalfLife)}";

    public override long? Asked => Rows;

    public override string Picks(Draw draw, DateTime to) => draw.ByChance(Size(draw, to), Rows);

    public override string Chance(Draw draw, DateTime to) => draw.Chance(Size(draw, to), Rows);

    private string Size(Draw draw, DateTime to)
    {
        var age = $"(epoch_us({Sql.Time(to)}) - epoch_us({Sql.Name(draw.Strategy.Log.Time)}))";
        var half = (HalfLife.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
        return $"((1 - ({age} % {half}) / (2 * CAST({half} AS DOUBLE))) / (CAST(1 AS BIGINT) << CAST(least({age} // {half}, {Most}) AS INTEGER)))";
    }
}
